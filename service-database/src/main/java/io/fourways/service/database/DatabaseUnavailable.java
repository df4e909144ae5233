package io.fourways.service.database;

import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/**
 * The database is away, too slow, or not ready yet: 503 with {@code Retry-After}. What was asked of it may have been done
 * all the same, when only its answer did not come.
 */
public final class DatabaseUnavailable extends ProblemException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    DatabaseUnavailable(Throwable cause) {
        this();
        addSuppressed(cause);
    }

    DatabaseUnavailable() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "Not stored",
                "The database cannot be reached; send the same again");
        retryAfter(RETRY_AFTER);
    }
}
