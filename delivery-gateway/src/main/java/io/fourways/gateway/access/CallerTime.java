package io.fourways.gateway.access;

import io.fourways.service.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a caller's token lets a stream go on. */
public final class CallerTime {

    /** Far beyond any stream's life, and still a delay every timer can count in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private CallerTime() {}

    /** The time left from now on: never negative, at most ten years; empty when the caller's time does not end. */
    public static Optional<Duration> left(Caller caller, Instant now) {
        return Optional.ofNullable(caller.expires()).map(expires -> left(expires, now));
    }

    private static Duration left(Instant expires, Instant now) {
        if (!expires.isAfter(now)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, expires);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }
}
