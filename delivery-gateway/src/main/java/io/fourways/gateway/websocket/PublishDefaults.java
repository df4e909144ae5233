package io.fourways.gateway.websocket;

import io.fourways.contract.EventDefaults;
import io.fourways.service.access.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.web.util.UriUtils;

/** What an event gets that a client publishes by a control frame and leaves something out. */
final class PublishDefaults {

    private static final String SOURCE = "/clients/";
    private static final String TYPE = "message";

    private PublishDefaults() {}

    /** The caller as the source, {@code message} as the type, an id like no other, and now. */
    static EventDefaults of(Caller caller) {
        return new EventDefaults(
                PublishDefaults::id,
                () -> SOURCE + UriUtils.encode(caller.subject(), StandardCharsets.UTF_8),
                () -> TYPE,
                () -> Instant.now().toString());
    }

    /** A UUID of version 7 (RFC 9562); the JDK's random ones read a file, which an event loop must not wait for. */
    private static String id() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
