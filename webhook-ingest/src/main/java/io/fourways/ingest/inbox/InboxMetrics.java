package io.fourways.ingest.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What storing webhooks is measured by.
 *
 * <ul>
 *   <li>{@code fourways.ingest.inbox.commit} (timer): transactions, and how long they took. Is the database slow? Alert
 *       when its quantiles near {@code fourways.ingest.database.statement-timeout}.
 *   <li>{@code fourways.ingest.inbox.batch} (summary): webhooks stored by one transaction. Near
 *       {@code fourways.ingest.inbox.batch-size} there is more load than the database takes.
 *   <li>{@code fourways.ingest.inbox.waiting} and {@code .waiting.size} (gauges): webhooks that wait to be stored. How
 *       near are we to refusing them?
 *   <li>{@code fourways.ingest.inbox.refused} (counter, by {@code cause}: {@code overloaded}, {@code late},
 *       {@code database}): webhooks that providers have to send again. Alert on any increase.
 * </ul>
 */
final class InboxMetrics {

    private final MeterRegistry registry;
    private final Timer commit;
    private final DistributionSummary batch;
    private final Map<Acceptance.Cause, Counter> refused = new EnumMap<>(Acceptance.Cause.class);

    InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commit = Timer.builder("fourways.ingest.inbox.commit")
                .description("Time one transaction takes that stores webhooks")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(registry);
        this.batch = DistributionSummary.builder("fourways.ingest.inbox.batch")
                .description("Webhooks stored by one transaction")
                .serviceLevelObjectives(1, 4, 16, 64, 256)
                .register(registry);
        for (Acceptance.Cause cause : Acceptance.Cause.values()) {
            refused.put(cause, counter(cause));
        }
    }

    /** Registered from the start, so that an alert on its increase misses not even the first. */
    private Counter counter(Acceptance.Cause cause) {
        return Counter.builder("fourways.ingest.inbox.refused")
                .description("Webhooks not stored, by cause")
                .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    void watch(WaitingRoom room) {
        Gauge.builder("fourways.ingest.inbox.waiting", room, WaitingRoom::count)
                .description("Webhooks that wait to be stored")
                .register(registry);
        Gauge.builder("fourways.ingest.inbox.waiting.size", room, WaitingRoom::bytes)
                .description("Bytes of the webhooks that wait to be stored")
                .baseUnit("bytes")
                .register(registry);
    }

    void stored(int webhooks, long nanoseconds) {
        batch.record(webhooks);
        commit.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void answered(Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Unavailable unavailable) {
            Counter counter = refused.get(unavailable.cause());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
