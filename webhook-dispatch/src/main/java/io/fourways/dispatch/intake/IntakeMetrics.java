package io.fourways.dispatch.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What taking events in is measured by.
 *
 * <ul>
 *   <li>{@code fourways.intake.events} (counter): events of the work queue that were stored, or that nobody wants any more.
 *       How much comes in by the log? Alert when it stands still while the broker's own {@code messages_ready} of
 *       {@code fourways.webhooks} does not.
 *   <li>{@code fourways.intake.poison} (counter): events put to the dead letters. Alert on any: somebody publishes past the
 *       producer, or something here is broken.
 *   <li>{@code fourways.intake.batch} (summary): events stored in one transaction. Near the configured size: is it behind?
 *   <li>{@code fourways.intake.failures} (counter, by {@code cause}: {@code database}, {@code broker}, {@code unexpected}):
 *       batches that were not stored, or not acknowledged, at the first try. They are tried again; what keeps events waiting?
 *   <li>{@code fourways.intake.connected} (gauge): 1 while events come to this instance. Do all of them take part?
 *   <li>{@code fourways.intake.bindings} (gauge): channel patterns that the work queue is bound to. Does what is subscribed
 *       grow without bounds?
 * </ul>
 */
final class IntakeMetrics {

    private static final List<String> CAUSES = List.of("database", "broker", "unexpected");

    private final MeterRegistry registry;
    private final Counter events;
    private final Counter poison;
    private final DistributionSummary batch;

    IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.events = Counter.builder("fourways.intake.events")
                .description("Events of the work queue that were worked on")
                .register(registry);
        this.poison = Counter.builder("fourways.intake.poison")
                .description("Events put to the dead letters")
                .register(registry);
        this.batch = DistributionSummary.builder("fourways.intake.batch")
                .description("Events of the work queue stored in one transaction")
                .serviceLevelObjectives(1, 4, 16, 64, 256)
                .register(registry);
        CAUSES.forEach(this::failures);
    }

    /** Registered from the start, so that an alert on its increase misses not even the first. */
    private Counter failures(String cause) {
        return Counter.builder("fourways.intake.failures")
                .description("Batches that were not stored or not acknowledged at the first try, by cause")
                .tag("cause", cause)
                .register(registry);
    }

    void watch(IntakeLoop loop) {
        Gauge.builder("fourways.intake.connected", loop, it -> it.isConnected() ? 1 : 0)
                .description("Whether events come to this instance")
                .register(registry);
    }

    void watch(Bindings bindings) {
        Gauge.builder("fourways.intake.bindings", bindings, Bindings::count)
                .description("Channel patterns that the work queue is bound to")
                .register(registry);
    }

    void taken(int good, int bad) {
        events.increment(good);
        poison.increment(bad);
        batch.record((double) good + bad);
    }

    void failed(String cause) {
        failures(cause).increment();
    }
}
