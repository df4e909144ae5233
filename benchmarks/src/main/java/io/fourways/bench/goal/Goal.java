package io.fourways.bench.goal;

import io.fourways.bench.statistics.Spread;
import java.util.Locale;

/**
 * What a figure is meant to be.
 *
 * @param bound  how much
 * @param atMost whether less is better
 */
public record Goal(double bound, boolean atMost) {

    public static Goal atMost(double bound) {
        return new Goal(bound, true);
    }

    public static Goal atLeast(double bound) {
        return new Goal(bound, false);
    }

    /** By the median of the rounds. */
    boolean isReachedBy(Spread figure) {
        return atMost ? figure.median() <= bound : figure.median() >= bound;
    }

    /** The goal, and whether it was reached. */
    public String judge(Spread figure, String unit) {
        return "goal: at %s %s%s, %s"
                .formatted(
                        atMost ? "most" : "least",
                        unit,
                        String.format(Locale.ROOT, "%s", bound).replaceFirst("\\.0$", ""),
                        isReachedBy(figure) ? "reached" : "not reached");
    }
}
