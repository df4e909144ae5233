package io.fourways.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Logs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogMetricsTests {

    private static final long NOW = 1_000_000;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Window window = new Window(3, Long.MAX_VALUE);
    private final LogTail tail = new LogTail(
            window, new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(10)), registry);
    private final InMemoryLog log = new InMemoryLog();

    private final LogState state = LogState.of(tail, log);
    private final LogMetrics metrics =
            new LogMetrics(Logs.DEFAULT, tail, state, window, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @BeforeEach
    void bind() {
        metrics.bindTo(registry);
    }

    @Test
    void saysHowOldTheNewestWasWhenItWasRead() {
        tail.record(new LogRecord(1, Events.on("a"), System.currentTimeMillis() - 5_000, true));
        assertThat(seconds("log.lag")).isBetween(5.0, 60.0);

        tail.record(LogRecord.writtenNow(2, Events.on("a")));
        assertThat(seconds("log.lag")).isBetween(0.0, 4.0);
    }

    @Test
    void doesNotTakeWhatTheLogHeldBeforeForALag() {
        tail.record(new LogRecord(1, Events.on("a"), System.currentTimeMillis() - 600_000));
        assertThat(seconds("log.lag")).isZero();
    }

    @Test
    void takesARecordOfTheFutureForOneOfNow() {
        tail.record(new LogRecord(1, Events.on("a"), System.currentTimeMillis() + 600_000, true));
        assertThat(seconds("log.lag")).isZero();
    }

    @Test
    void saysWhatTheWindowHolds() {
        assertThat(gauge("window.events")).isZero();
        assertThat(seconds("window.age")).isZero();

        byte[] event = Events.on("a");
        for (int i = 1; i <= 4; i++) {
            tail.record(new LogRecord(i, i == 2 ? Placemark.create() : event, NOW - 60_000 + i * 1_000L));
        }

        assertThat(gauge("window.events")).isEqualTo(3);
        assertThat(seconds("window.age")).isEqualTo(58);
        assertThat(gauge("window.size")).isEqualTo((double) window.bytes()).isLessThan(4 * event.length);
        assertThat(gauge("log.offset")).isEqualTo(4);
        assertThat(records("event")).isEqualTo(1);
        assertThat(records("duplicate")).isEqualTo(2);
        assertThat(records("placemark")).isEqualTo(1);
    }

    @Test
    void saysWhetherTheLogArrives() {
        assertThat(gauge("log.connected")).isEqualTo(1);
        log.disconnect();
        assertThat(gauge("log.connected")).isZero();
    }

    @Test
    void goesOnWhenNobodyElseHoldsWhatIsAsked() {
        MeterRegistry lasting = new SimpleMeterRegistry();
        new LogMetrics(Logs.DEFAULT, tail, LogState.of(tail, log), window, Clock.systemUTC()).bindTo(lasting);
        tail.record(new LogRecord(1, Events.on("a"), 0));
        WeakReference<Object> canary = new WeakReference<>(new Object());

        await().untilAsserted(() -> {
            System.gc();
            assertThat(canary.get()).isNull();
        });

        assertThat(lasting.get("fourways.gateway.window.age").timeGauge().value(TimeUnit.SECONDS))
                .isPositive();
        assertThat(lasting.get("fourways.gateway.log.connected").gauge().value())
                .isEqualTo(1);
    }

    private double gauge(String name) {
        return registry.get("fourways.gateway." + name)
                .tag("log", Logs.DEFAULT)
                .gauge()
                .value();
    }

    private double seconds(String name) {
        TimeGauge gauge = registry.get("fourways.gateway." + name).timeGauge();
        return gauge.value(TimeUnit.SECONDS);
    }

    private double records(String kind) {
        return registry.get("fourways.gateway.log.records")
                .tag("log", Logs.DEFAULT)
                .tag("kind", kind)
                .counter()
                .count();
    }
}
