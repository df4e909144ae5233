package io.fourways.bench.statistics;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long answers took, to three digits. Safe for any thread. */
public final class Latencies implements Percentiles {

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private final Histogram histogram = new ConcurrentHistogram(LONGEST, 3);

    public void add(long nanoseconds) {
        histogram.recordValue(Math.min(nanoseconds, LONGEST));
    }

    @Override
    public double percentile(double percent) {
        return histogram.getValueAtPercentile(percent) / 1e6;
    }
}
