package io.fourways.ingest.source;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** There is such a source, but its configuration cannot be read, its secrets perhaps: 503 with {@code Retry-After}. */
public final class SourceUnusable extends ProblemException {

    /** Its name among the problems, and among the causes of what is rejected still. */
    public static final String TYPE = "source-unusable";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    public SourceUnusable() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                TYPE,
                "Not accepted",
                "The source's configuration cannot be read; send the webhook again");
        retryAfter(RETRY_AFTER);
    }
}
