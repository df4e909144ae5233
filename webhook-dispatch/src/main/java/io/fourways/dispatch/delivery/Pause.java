package io.fourways.dispatch.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait while the database is away: longer and longer, and never all dispatchers for the same time. */
final class Pause {

    private static final int LONGEST_EXPONENT = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Pause(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    void recovered() {
        failures = 0;
    }

    /** Between half and all of what doubling says. */
    Duration next() {
        long doubled = first.toMillis() << Math.min(failures++, LONGEST_EXPONENT);
        long delay = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(delay / 2 + random.nextLong(delay / 2 + 1));
    }
}
