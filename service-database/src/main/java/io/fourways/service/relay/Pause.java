package io.fourways.service.relay;

import io.fourways.service.background.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a relay rests between two rounds: not at all while there is work, longer and longer while the broker or the
 * database is away, and never all instances for the same time.
 */
public final class Pause {

    private static final Duration WHILE_BUSY = Duration.ofMillis(50);

    private final Duration pollInterval;
    private final Backoff backoff;
    private final RandomGenerator random;
    private int failures;

    /**
     * @param pollInterval when there was nothing to do
     * @param firstDelay   after the first failure; twice as long after each that follows
     * @param longestDelay but no longer than that
     */
    public Pause(Duration pollInterval, Duration firstDelay, Duration longestDelay, RandomGenerator random) {
        this.pollInterval = pollInterval;
        this.backoff = new Backoff(firstDelay, longestDelay);
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
        return round.busy() ? WHILE_BUSY : pollInterval;
    }
}
