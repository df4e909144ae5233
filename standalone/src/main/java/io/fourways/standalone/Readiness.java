package io.fourways.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Whether a service says of itself that it is ready: the gateway, for one, fills its window from the log first. */
final class Readiness {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest question;

    Readiness(URI management) {
        question = HttpRequest.newBuilder(management.resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** Waits until the service is ready; false when it is not by then. */
    boolean await(Instant deadline) throws InterruptedException {
        while (!isReady()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
        }
        return true;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
