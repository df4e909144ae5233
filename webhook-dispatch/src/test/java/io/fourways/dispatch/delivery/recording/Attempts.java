package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.delivery.claim.Claimed;
import io.fourways.dispatch.egress.Reply;
import io.fourways.dispatch.isolation.EndpointSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attempts as those who deliver hand them over. */
final class Attempts {

    private Attempts() {}

    /** One of a schedule without retries, of a message that was accepted then, answered so. */
    static Attempt of(String message, Instant createdAt, String endpoint, int status) {
        return of(message, createdAt, endpoint, status, "");
    }

    /** The same with a body. */
    static Attempt of(String message, Instant createdAt, String endpoint, int status, String body) {
        Claimed claimed = new Claimed(
                message,
                createdAt,
                createdAt,
                endpoint,
                1,
                0,
                false,
                false,
                false,
                false,
                null,
                createdAt.plusSeconds(90),
                "order.paid",
                "application/json",
                new byte[0],
                null,
                false,
                false,
                List.of());
        EndpointSettings settings =
                new EndpointSettings("1", "app_1", null, null, "http://localhost/", null, null, null, null, null);
        Reply reply = new Reply.Answered(status, body, null, Duration.ZERO);
        return new Attempt(claimed, settings, reply, createdAt);
    }
}
