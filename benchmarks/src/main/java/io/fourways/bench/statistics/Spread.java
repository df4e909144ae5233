package io.fourways.bench.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** One figure of several rounds: its median, and how far the rounds lie apart. */
public record Spread(double median, double min, double max) {

    /** Of at least one round; of an even number the median is the mean of the two in the middle. */
    public static Spread of(double... rounds) {
        if (rounds.length == 0) {
            throw new IllegalArgumentException("No rounds");
        }
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return new Spread((sorted[lower] + sorted[upper]) / 2, sorted[0], sorted[sorted.length - 1]);
    }

    /** {@code median [min–max]}. */
    @Override
    public String toString() {
        return "%s [%s–%s]".formatted(text(median), text(min), text(max));
    }

    /** The same in another unit. */
    public Spread map(DoubleUnaryOperator conversion) {
        return Spread.of(
                conversion.applyAsDouble(min), conversion.applyAsDouble(median), conversion.applyAsDouble(max));
    }

    /** With as many digits as mean something: three. */
    private static String text(double value) {
        int decimals = Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
