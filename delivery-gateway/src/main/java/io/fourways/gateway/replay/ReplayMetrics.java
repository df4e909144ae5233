package io.fourways.gateway.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What reading the log behind the window is measured by. Safe for any thread.
 *
 * <ul>
 *   <li>{@code fourways.gateway.replay.asked} (counter): pages that readers asked for. The part that was not read is what
 *       sharing pages has saved the broker.
 *   <li>{@code fourways.gateway.replay.read} (timer): pages read from the log, and how long each took. Does replay load the
 *       broker, and is it slow?
 *   <li>{@code fourways.gateway.replay.waiting} (gauge): pages that are being read or wait for it, against {@code
 *       fourways.gateway.replay.waiting}. How near is it to sending readers away?
 *   <li>{@code fourways.gateway.replay.refused} (counter): pages and beginnings of the log that were not read, since too many
 *       waited. Alert on any increase: their readers were sent away.
 * </ul>
 */
final class ReplayMetrics {

    private final Counter asked;
    private final Timer read;
    private final Counter refused;

    /** @param inLine how many pages are being read or wait for it */
    ReplayMetrics(MeterRegistry registry, AtomicInteger inLine) {
        Gauge.builder("fourways.gateway.replay.waiting", inLine, AtomicInteger::get)
                .description("Pages of the log that are being read or wait for it")
                .register(registry);
        this.asked = Counter.builder("fourways.gateway.replay.asked")
                .description("Pages of the log that readers asked for")
                .register(registry);
        this.read = Timer.builder("fourways.gateway.replay.read")
                .description("Time to read a page of the log")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(registry);
        this.refused = Counter.builder("fourways.gateway.replay.refused")
                .description("What was not read of the log, since too much waited to be")
                .register(registry);
    }

    void asked() {
        asked.increment();
    }

    <T> T read(Supplier<T> page) {
        return read.record(page);
    }

    void refused() {
        refused.increment();
    }
}
