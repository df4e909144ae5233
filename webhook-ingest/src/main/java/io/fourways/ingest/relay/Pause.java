package io.fourways.ingest.relay;

import io.fourways.service.background.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the relay rests between two rounds: not at all while there is work, longer and longer while the broker or the
 * database is away, and never all instances for the same time.
 */
final class Pause {

    private static final Duration WHILE_BUSY = Duration.ofMillis(50);

    private final RelayProperties properties;
    private final Backoff backoff;
    private final RandomGenerator random;
    private int failures;

    Pause(RelayProperties properties, RandomGenerator random) {
        this.properties = properties;
        this.backoff = new Backoff(properties.firstDelay(), properties.longestDelay());
        this.random = random;
    }

    Duration after(Relayed round) {
        boolean inVain = round.failure() != null && round.published() == 0;
        failures = inVain ? failures + 1 : 0;
        if (inVain) {
            return backoff.after(failures, random);
        }
        if (round.published() > 0 && round.failure() == null) {
            return Duration.ZERO;
        }
        return round.busy() ? WHILE_BUSY : properties.pollInterval();
    }
}
