package io.fourways.bench.fanload;

import io.fourways.bench.statistics.Percentiles;
import java.time.Duration;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the load client says in the end. Seconds are of the part that was measured, after the warm-up.
 *
 * @param n                             subscribers
 * @param connected                     how many of them have been
 * @param reconnects                    how often one was cut off
 * @param published                     events
 * @param refused                       of them not taken
 * @param expected                      deliveries, of all events to all their subscribers
 * @param delivered                     of them arrived, each counted once
 * @param lost                          of them not arrived
 * @param dup                           arrived again
 * @param outOfOrder                    arrived behind a later one
 * @param measuredS                     how long was measured
 * @param measured                      deliveries in that time
 * @param latMs                         from publishing to arrival
 * @param pubMs                         from publishing to its confirm
 * @param responsesMeasured             answers to polls in that time
 * @param httpErrors                    answers that are errors
 * @param protocolErrors                frames or answers that are none
 * @param clientCpuS                    CPU time of the load
 * @param serverCpuS                    of the serving processes
 * @param brokerCpuS                    of the broker
 * @param rssPerConnBytes               what the serving processes have grown by, for each connection
 */
public record FanloadReport(
        int n,
        int connected,
        long reconnects,
        long published,
        long refused,
        long expected,
        long delivered,
        long lost,
        long dup,
        long outOfOrder,
        double measuredS,
        long measured,
        Times latMs,
        Times pubMs,
        long responsesMeasured,
        long httpErrors,
        long protocolErrors,
        double clientCpuS,
        double serverCpuS,
        double brokerCpuS,
        double rssPerConnBytes) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Of its output: the last line. What it has said before are complaints. */
    static FanloadReport parse(String output) {
        String last = output.lines().reduce("", (before, line) -> line);
        if (!last.startsWith("{")) {
            throw new IllegalArgumentException("The load has reported nothing: " + output);
        }
        return JSON.readValue(last, FanloadReport.class);
    }

    /** Whether nothing went wrong. */
    public boolean isWhole() {
        return connected == n
                && lost == 0
                && dup == 0
                && outOfOrder == 0
                && refused == 0
                && reconnects == 0
                && httpErrors == 0
                && protocolErrors == 0;
    }

    /** How long was measured. */
    public Duration time() {
        return seconds(measuredS);
    }

    /** So many seconds. */
    public static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** Some percentiles, in milliseconds. */
    public record Times(double p50, double p99) implements Percentiles {

        @Override
        public double percentile(double percent) {
            return percent > 50 ? p99 : p50;
        }
    }
}
