package io.fourways.bench.fanout;

import io.fourways.bench.statistics.Spread;
import java.util.Locale;

/**
 * What a figure is meant to be.
 *
 * @param bound  how much
 * @param atMost whether less is better
 */
record Goal(double bound, boolean atMost) {

    static Goal atMost(double bound) {
        return new Goal(bound, true);
    }

    static Goal atLeast(double bound) {
        return new Goal(bound, false);
    }

    /** By the median of the rounds. */
    boolean isReachedBy(Spread figure) {
        return atMost ? figure.median() <= bound : figure.median() >= bound;
    }

    /** The goal, and whether it was reached. */
    String judge(Spread figure, String unit) {
        return "goal: at %s %s%s, %s"
                .formatted(
                        atMost ? "most" : "least",
                        unit,
                        String.format(Locale.ROOT, "%s", bound).replaceFirst("\\.0$", ""),
                        isReachedBy(figure) ? "reached" : "not reached");
    }
}
