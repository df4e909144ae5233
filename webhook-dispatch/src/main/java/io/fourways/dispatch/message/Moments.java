package io.fourways.dispatch.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Times of which none is like the one before, in microseconds, which the database keeps: so what comes from one process
 * sorts as it came. A clock that is set back is followed.
 */
final class Moments {

    private static final Duration SET_BACK = Duration.ofSeconds(1);

    private final Clock clock;
    private Instant last = Instant.EPOCH;

    Moments(Clock clock) {
        this.clock = clock;
    }

    synchronized Instant next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean ahead = !now.isAfter(last) && now.plus(SET_BACK).isAfter(last);
        last = ahead ? last.plus(1, ChronoUnit.MICROS) : now;
        return last;
    }
}
