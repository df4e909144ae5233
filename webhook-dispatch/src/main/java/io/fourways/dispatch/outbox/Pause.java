package io.fourways.dispatch.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the relay rests between two batches: not at all while there is work, longer and longer while the broker or the
 * database is away, and never all instances for the same time.
 */
final class Pause {

    private static final int LONGEST_EXPONENT = 20;

    private final OutboxProperties properties;
    private final RandomGenerator random;
    private int failures;

    Pause(OutboxProperties properties, RandomGenerator random) {
        this.properties = properties;
        this.random = random;
    }

    Duration after(Relayed batch) {
        boolean inVain = batch.failure() != null && batch.published() == 0;
        failures = inVain ? failures + 1 : 0;
        if (inVain) {
            return backoff();
        }
        return batch.published() > 0 ? Duration.ZERO : properties.pollInterval();
    }

    /** Between half and all of what doubling says. */
    private Duration backoff() {
        long doubled = properties.firstDelay().toMillis() << Math.min(failures - 1, LONGEST_EXPONENT);
        long delay = Math.min(doubled, properties.longestDelay().toMillis());
        return Duration.ofMillis(delay / 2 + random.nextLong(delay / 2 + 1));
    }
}
