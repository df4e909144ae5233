package io.fourways.dispatch.delivery;

import io.fourways.service.background.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait while the database is away: longer and longer, and never all dispatchers for the same time. */
final class Pause {

    private final Backoff backoff;
    private final RandomGenerator random;
    private int failures;

    Pause(Duration first, Duration longest, RandomGenerator random) {
        this.backoff = new Backoff(first, longest);
        this.random = random;
    }

    void recovered() {
        failures = 0;
    }

    Duration next() {
        return backoff.after(++failures, random);
    }
}
