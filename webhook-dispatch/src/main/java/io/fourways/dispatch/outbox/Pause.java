package io.fourways.dispatch.outbox;

import io.fourways.service.background.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the relay rests between two batches: not at all while there is work, longer and longer while the broker or the
 * database is away, and never all instances for the same time.
 */
final class Pause {

    private final OutboxProperties properties;
    private final Backoff backoff;
    private final RandomGenerator random;
    private int failures;

    Pause(OutboxProperties properties, RandomGenerator random) {
        this.properties = properties;
        this.backoff = new Backoff(properties.firstDelay(), properties.longestDelay());
        this.random = random;
    }

    Duration after(Relayed batch) {
        boolean inVain = batch.failure() != null && batch.published() == 0;
        failures = inVain ? failures + 1 : 0;
        if (inVain) {
            return backoff.after(failures, random);
        }
        return batch.published() > 0 ? Duration.ZERO : properties.pollInterval();
    }
}
