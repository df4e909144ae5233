package io.fourways.service.background;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something that failed is tried again: twice as long after each failure that follows, up to a
 * longest time.
 *
 * @param first   after the first failure
 * @param longest after many
 */
public record Backoff(Duration first, Duration longest) {

    private static final int LONGEST_EXPONENT = 20;

    /** After so many failures in a row, the first being 1. */
    public Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, LONGEST_EXPONENT));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** Between half and all of that, so that never all instances wait for the same time; in whole milliseconds. */
    public Duration after(int failures, RandomGenerator random) {
        long delay = after(failures).toMillis();
        return Duration.ofMillis(delay / 2 + random.nextLong(delay / 2 + 1));
    }
}
