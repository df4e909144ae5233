package io.fourways.dispatch.outbox;

import io.fourways.service.relay.RelayFailures;
import io.fourways.service.relay.Relayed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/**
 * What bringing events of our own onto the log is measured by. The gauges are of the whole outbox, so every instance says
 * the same: take their maximum.
 *
 * <ul>
 *   <li>{@code fourways.outbox.lag} (gauge, seconds): age of the oldest event that is not on the log; it grows also while
 *       the database cannot be asked. Do those who watch live see what happens? Alert when it passes what they may wait.
 *   <li>{@code fourways.outbox.backlog} (gauge): events that wait, counted up to 100,000. Alert when it only grows.
 *   <li>{@code fourways.outbox.published} (counter): events brought onto the log. How much of it is ours?
 *   <li>{@code fourways.outbox.dropped} (counter): events larger than the broker takes. Alert on any: those who watch live
 *       have missed something, though it is delivered all the same.
 *   <li>{@code fourways.outbox.failures} (counter, by {@code cause}, the problem's type): batches that did not get through
 *       whole. They are tried again; alert together with the lag, to tell why.
 * </ul>
 */
final class OutboxMetrics {

    private final MeterRegistry registry;
    private final Counter published;
    private final Counter dropped;
    private final RelayFailures failures;

    OutboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.published = Counter.builder("fourways.outbox.published")
                .description("Events of our own brought onto the log")
                .register(registry);
        this.dropped = Counter.builder("fourways.outbox.dropped")
                .description("Events of our own that the broker does not take, being too large")
                .register(registry);
        this.failures = new RelayFailures(registry, "fourways.outbox.failures");
    }

    void watch(OutboxProbe probe) {
        TimeGauge.builder("fourways.outbox.lag", probe, TimeUnit.SECONDS, OutboxProbe::lagInSeconds)
                .description("Age of the oldest event of our own that is not on the log")
                .register(registry);
        Gauge.builder("fourways.outbox.backlog", probe, OutboxProbe::waiting)
                .description("Events of our own that are not on the log, counted up to 100000")
                .register(registry);
    }

    void relayed(Relayed batch) {
        published.increment(batch.published());
        failures.count(batch.failure());
    }

    void droppedOne() {
        dropped.increment();
    }
}
