package io.fourways.producer.intake;

import io.fourways.contract.Channel;
import io.fourways.contract.EventDefaults;
import io.fourways.service.publishing.Stamp;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What an event gets where its sender left something out. */
final class Completion {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String TYPE = "event";

    private Completion() {}

    /** For an event that names itself: its time, and its id where the request has an idempotency key. */
    static EventDefaults of(ServerRequest request) {
        String key = idempotencyKey(request);
        return new EventDefaults(() -> key, () -> null, () -> null, Stamp::time);
    }

    /** For an event of which nothing but the channel and the payload need be known. */
    static EventDefaults of(ServerRequest request, Channel channel) {
        String key = idempotencyKey(request);
        return new EventDefaults(
                () -> key == null ? Stamp.id() : key, () -> "/channels/" + channel, () -> TYPE, Stamp::time);
    }

    /** The key as it was sent, or within the quotes that the header's draft standard puts around it. */
    static @Nullable String idempotencyKey(ServerRequest request) {
        String key = request.headers().firstHeader(IDEMPOTENCY_KEY);
        if (key == null) {
            return null;
        }
        boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
        return quoted ? key.substring(1, key.length() - 1) : key;
    }
}
