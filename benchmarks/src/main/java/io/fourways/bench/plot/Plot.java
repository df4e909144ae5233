package io.fourways.bench.plot;

import java.util.List;

/**
 * What is to be drawn.
 *
 * @param title  above it
 * @param across what grows to the right, by orders of magnitude
 * @param up     what grows upwards, from 0
 * @param series the lines
 */
public record Plot(String title, String across, String up, List<Series> series) {

    public Plot {
        series = List.copyOf(series);
        if (series.stream().allMatch(line -> line.points().isEmpty())) {
            throw new IllegalArgumentException("Nothing to draw");
        }
    }
}
