package io.fourways.ingest.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Events to be stored. */
final class Events {

    private Events() {}

    static InboxEvent of(String id) {
        return of("shop", id, id.getBytes(StandardCharsets.UTF_8));
    }

    static InboxEvent withHeaders(String source, String id, String headers) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new InboxEvent(source, id, now, "stripe.paid", "c", null, null, headers, new byte[0]);
    }

    static InboxEvent of(String source, String id, byte[] data) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new InboxEvent(
                source, id, now, "stripe.paid", "webhooks." + source + ".paid", "text/plain", null, "{}", data);
    }
}
