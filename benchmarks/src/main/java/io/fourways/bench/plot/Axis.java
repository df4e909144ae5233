package io.fourways.bench.plot;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where figures are on a drawing.
 *
 * @param from  the place of the first mark
 * @param to    the place of the last mark
 * @param marks the figures that are written down, in order
 * @param scale what makes of a figure how far it is away
 */
record Axis(double from, double to, List<Double> marks, DoubleUnaryOperator scale) {

    /** By orders of magnitude, with the figures themselves as marks. */
    static Axis logarithmic(double from, double to, DoubleStream figures) {
        return new Axis(from, to, figures.distinct().sorted().boxed().toList(), Math::log);
    }

    /** From 0 by round steps to above the greatest figure. */
    static Axis linear(double from, double to, double greatest) {
        double step = step(Math.max(greatest, 1e-9) / 4);
        int steps = (int) Math.ceil(greatest / step);
        List<Double> marks = IntStream.rangeClosed(0, Math.max(steps, 1))
                .mapToObj(number -> number * step)
                .toList();
        return new Axis(from, to, marks, figure -> figure);
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(1, 2, 5, 10)
                .map(digit -> digit * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(10 * power);
    }

    double place(double figure) {
        double first = scale.applyAsDouble(marks.get(0));
        double last = scale.applyAsDouble(marks.get(marks.size() - 1));
        double part = last == first ? 0.5 : (scale.applyAsDouble(figure) - first) / (last - first);
        return from + part * (to - from);
    }
}
