package io.fourways.service.publishing;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What an event gets here when its sender gave it none: an {@code id} and a {@code time}. Never blocks. */
public final class Stamp {

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private Stamp() {}

    /** Now, in UTC with microseconds (RFC 3339). */
    public static String time() {
        return MICROSECONDS.format(Instant.now());
    }

    /** A new UUID of version 7 (RFC 9562): milliseconds first, then randomness that is unique rather than secret. */
    public static String id() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
