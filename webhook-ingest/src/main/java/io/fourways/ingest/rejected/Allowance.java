package io.fourways.ingest.rejected;

import java.time.Duration;
import java.time.Instant;

/** A number of bytes that may be spent at once, and that is given again over an hour (a token bucket). Thread-safe. */
final class Allowance {

    private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final double most;
    private double left;
    private Instant seen;

    Allowance(long bytesPerHour, Instant now) {
        this.most = bytesPerHour;
        this.left = bytesPerHour;
        this.seen = now;
    }

    /** Spends bytes, unless there are not as many left. */
    synchronized boolean spend(int bytes, Instant now) {
        give(now);
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Whether all of it is there: then it is as good as a new one. */
    synchronized boolean isWhole(Instant now) {
        give(now);
        return left == most;
    }

    private void give(Instant now) {
        Duration passed = Duration.between(seen, now);
        if (!passed.isNegative()) {
            left = Math.min(most, left + most * passed.toMillis() / HOUR_MILLIS);
            seen = now;
        }
    }
}
