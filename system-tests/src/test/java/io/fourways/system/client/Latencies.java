package io.fourways.system.client;

import java.util.Arrays;

/** Collects how long deliveries took. Safe for use by several threads. */
public final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;

    /** Takes one, in nanoseconds. */
    public synchronized void add(long latency) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = latency;
    }

    synchronized int count() {
        return count;
    }

    /** The distribution so far; begins anew. */
    public synchronized Distribution takeDistribution() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        count = 0;
        return new Distribution(
                sorted[sorted.length / 2], sorted[sorted.length * 9 / 10], sorted[sorted.length * 99 / 100]);
    }

    /** Percentiles in nanoseconds. */
    public record Distribution(long p50, long p90, long p99) {}
}
