package io.fourways.bench.round;

import io.fourways.bench.statistics.Percentiles;
import java.time.Duration;
import java.util.Map;

/**
 * What one contender did in one round.
 *
 * @param done      how many
 * @param time      in how long
 * @param cpu       at what expense
 * @param latencies how long each took
 */
public record Measurement(long done, Duration time, Map<Part, Duration> cpu, Percentiles latencies) {

    public Measurement {
        if (done <= 0) {
            throw new IllegalArgumentException("Nothing was done in " + time);
        }
    }

    public double perSecond() {
        return done * 1e9 / time.toNanos();
    }

    /** CPU time of a part for each, in microseconds; 0 when it has no part in it. */
    public double microseconds(Part part) {
        return cpu.getOrDefault(part, Duration.ZERO).toNanos() / 1e3 / done;
    }

    /** How many for each second of CPU time of a part. */
    public double perCpuSecond(Part part) {
        return 1e6 / Math.max(microseconds(part), 1e-3);
    }
}
