package io.fourways.bench.plot;

import io.fourways.bench.statistics.Spread;
import java.util.List;

/**
 * One line of a drawing.
 *
 * @param name   as the legend calls it
 * @param points from left to right
 */
public record Series(String name, List<Point> points) {

    public Series {
        points = List.copyOf(points);
    }

    /**
     * A figure, and how far the rounds lie apart.
     *
     * @param x above 0
     * @param y at least 0
     */
    public record Point(double x, Spread y) {}
}
