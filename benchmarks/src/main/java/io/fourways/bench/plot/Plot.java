package io.fourways.bench.plot;

import java.util.List;

/**
 * What is to be drawn.
 *
 * @param title  above it
 * @param across what grows to the right, by orders of magnitude or evenly
 * @param up     what grows upwards, from 0
 * @param series the lines
 * @param even   whether it grows evenly to the right, from 0
 */
public record Plot(String title, String across, String up, List<Series> series, boolean even) {

    /** One that grows by orders of magnitude. */
    public Plot(String title, String across, String up, List<Series> series) {
        this(title, across, up, series, false);
    }

    public Plot {
        series = List.copyOf(series);
        if (series.stream().allMatch(line -> line.points().isEmpty())) {
            throw new IllegalArgumentException("Nothing to draw");
        }
    }
}
