package io.fourways.bench.statistics;

/** How long things took. */
public interface Percentiles {

    /** How long so many percent of them took at most, in milliseconds; 0 of none. */
    double percentile(double percent);
}
