package io.fourways.gateway.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * What following a log is measured by, each meter by {@code log}. The records themselves are counted where they are taken
 * ({@code fourways.gateway.log.records}, a counter by {@code kind}): {@code event} is what comes in, {@code duplicate} what
 * was left out since its identity had been seen. Alert on {@code malformed}: somebody publishes what is no event.
 *
 * <ul>
 *   <li>{@code fourways.gateway.log.lag} (gauge, seconds): how old the newest record was when it was read here. The broker's
 *       clock says when it was stored. Are readers given old news, whatever their way? Alert when it passes what they may wait.
 *   <li>{@code fourways.gateway.log.connected} (gauge): 1 while what is written to the log arrives here; the lag cannot grow
 *       meanwhile. Alert when it stays 0.
 *   <li>{@code fourways.gateway.log.offset} (gauge): the newest offset read. How many records is one gateway behind another?
 *   <li>{@code fourways.gateway.window.events}, {@code .size} (gauge, bytes) and {@code .age} (gauge, seconds): what the window
 *       holds, and how old the oldest of it is. Who was away for longer than that makes the gateway read the log.
 * </ul>
 */
public final class LogMetrics implements MeterBinder {

    private final String name;
    private final LogTail tail;
    private final LogState log;
    private final Window window;
    private final Clock clock;

    /** @param name the log's, by which its meters are told from other logs' */
    public LogMetrics(String name, LogTail tail, LogState log, Window window, Clock clock) {
        this.name = name;
        this.tail = tail;
        this.log = log;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("fourways.gateway.log.lag", tail, TimeUnit.MILLISECONDS, LogTail::lagMillis)
                .description("How old the newest record of the log was when it was read")
                .tag("log", name)
                .register(registry);
        Gauge.builder("fourways.gateway.log.connected", log, it -> it.isConnected() ? 1 : 0)
                .description("Whether what is written to the log arrives here")
                .tag("log", name)
                .strongReference(true) // nobody else need hold it, nor these metrics
                .register(registry);
        Gauge.builder("fourways.gateway.log.offset", window, LogMetrics::newestOffset)
                .description("The newest offset of the log that was read")
                .tag("log", name)
                .register(registry);
        Gauge.builder("fourways.gateway.window.events", window, it -> it.tail() - it.head())
                .description("Entries in the window")
                .tag("log", name)
                .register(registry);
        Gauge.builder("fourways.gateway.window.size", window, Window::bytes)
                .description("Bytes of the entries in the window")
                .baseUnit("bytes")
                .tag("log", name)
                .register(registry);
        TimeGauge.builder("fourways.gateway.window.age", this, TimeUnit.MILLISECONDS, LogMetrics::ageOfWindow)
                .description("Age of the oldest entry in the window")
                .tag("log", name)
                .strongReference(true)
                .register(registry);
    }

    private static double newestOffset(Window window) {
        Cursor newest = window.newest();
        return newest == null ? 0 : newest.offset();
    }

    private double ageOfWindow() {
        LogEntry oldest = window.peek(window.head());
        return oldest == null ? 0 : Math.max(0, clock.millis() - oldest.written());
    }
}
