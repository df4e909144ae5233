package io.fourways.producer.intake;

import io.fourways.contract.Channel;
import io.fourways.contract.EventDefaults;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What an event gets where its sender left something out. */
final class Completion {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final String TYPE = "event";
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private Completion() {}

    /** For an event that names itself: its time, and its id where the request has an idempotency key. */
    static EventDefaults of(ServerRequest request) {
        String key = idempotencyKey(request);
        return new EventDefaults(() -> key, () -> null, () -> null, Completion::now);
    }

    /** For an event of which nothing but the channel and the payload need be known. */
    static EventDefaults of(ServerRequest request, Channel channel) {
        String key = idempotencyKey(request);
        return new EventDefaults(
                () -> key == null ? timeOrderedId() : key, () -> "/channels/" + channel, () -> TYPE, Completion::now);
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

    private static String now() {
        return MICROSECONDS.format(Instant.now());
    }

    /** A UUID of version 7 (RFC 9562): milliseconds first, then randomness. */
    private static String timeOrderedId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
