package io.fourways.ingest.relay;

import io.fourways.service.relay.RelayFailures;
import io.fourways.service.relay.Relayed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What relaying is measured by. The gauges are of the whole inbox, so every instance says the same: take their maximum.
 *
 * <ul>
 *   <li>{@code fourways.relay.lag} (gauge, seconds): age of the oldest webhook that is not published; it grows also while
 *       the database cannot be asked. Alert when it stays beyond what readers may wait, a minute for instance: a rejected
 *       webhook that is released is as old as when it came, and for a moment the oldest.
 *   <li>{@code fourways.relay.backlog} (gauge): webhooks not published, counted up to 100,000. Alert when it only grows.
 *   <li>{@code fourways.relay.set.aside} (gauge): webhooks that cannot be published as they are, counted up to 1,000.
 *       Alert on any: somebody has to look at them before their retention is over.
 *   <li>{@code fourways.relay.published} (counter): webhooks brought onto the log. Alert when it stands still while the
 *       backlog does not.
 *   <li>{@code fourways.relay.publish} (timer, by {@code error}; with a tracer also a span): time until the broker confirms
 *       one, as part of the trace that its request began or went on with. Is it the broker that is slow?
 *   <li>{@code fourways.relay.failures} (counter, by {@code cause}, the problem's type): batches that did not get
 *       through whole. They are tried again; alert together with the lag, to tell why.
 * </ul>
 */
final class RelayMetrics {

    private final MeterRegistry registry;
    private final Counter published;
    private final RelayFailures failures;

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.published = Counter.builder("fourways.relay.published")
                .description("Webhooks brought from the inbox onto the log")
                .register(registry);
        this.failures = new RelayFailures(registry, "fourways.relay.failures");
    }

    void watch(BacklogProbe probe) {
        TimeGauge.builder("fourways.relay.lag", probe, TimeUnit.SECONDS, BacklogProbe::lagInSeconds)
                .description("Age of the oldest webhook that is not published")
                .register(registry);
        Gauge.builder("fourways.relay.backlog", probe, BacklogProbe::unpublished)
                .description("Webhooks not published, counted up to 100000")
                .register(registry);
        Gauge.builder("fourways.relay.set.aside", probe, BacklogProbe::setAside)
                .description("Webhooks that cannot be published as they are, counted up to 1000")
                .register(registry);
    }

    void relayed(Relayed relayed) {
        published.increment(relayed.published());
        failed(relayed.failure());
    }

    void failed(@Nullable Throwable failure) {
        failures.count(failure);
    }
}
