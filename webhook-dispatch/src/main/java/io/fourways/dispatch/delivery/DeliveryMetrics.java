package io.fourways.dispatch.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What claiming and sending is measured by.
 *
 * <ul>
 *   <li>{@code fourways.dispatch.in.flight} (gauge): deliveries under way from this dispatcher, a large payload counting as
 *       several. From half of {@code fourways.dispatch.isolation.in-flight} on there are many endpoints that hang, or an
 *       app wants more than it gets.
 *   <li>{@code fourways.dispatch.due.age} (gauge, seconds; of the whole database, so take the maximum): how long ago that
 *       became due which has waited longest, of endpoints that may be sent to. Alert when it passes a minute: there is more to
 *       deliver than is delivered.
 *   <li>{@code fourways.dispatch.circuits.open} (gauge; of the whole database): endpoints with something pending whose circuit
 *       breaker is open.
 *   <li>{@code fourways.dispatch.claimed} (summary): deliveries claimed by one statement.
 *   <li>{@code fourways.dispatch.lease.expired} (counter): deliveries claimed again because whoever had them recorded nothing
 *       in time: died, or lost the database. Each may reach its endpoint twice, with the same {@code webhook-id}. Alert on
 *       any increase without a restart.
 *   <li>{@code fourways.dispatch.unsent} (counter): deliveries left to their lease's end because they would have been sent
 *       too late within it: this process, or the machine, had stood still.
 *   <li>{@code fourways.dispatch.sealed} (counter): deliveries left to their lease's end because what their endpoint's secrets
 *       or headers are sealed under is not known here; the log names the endpoints. Alert on any increase: a key is missing
 *       from {@code fourways.dispatch.previous-secrets-keys}.
 *   <li>{@code fourways.dispatch.lookouts.failed} (counter): looks into the database that failed. Meanwhile nothing is found
 *       but what is accepted here: neither retries nor what others have left, and {@code due.age} is as it was. Alert when it
 *       goes on while the database is there.
 * </ul>
 */
final class DeliveryMetrics {

    private final MeterRegistry registry;
    private final DistributionSummary claimed;
    private final Counter expired;
    private final Counter unsent;
    private final Counter sealed;
    private final Counter overlooked;
    private volatile double inFlight;
    private volatile double circuitsOpen;
    private volatile @Nullable Instant oldestDue;

    DeliveryMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.claimed = DistributionSummary.builder("fourways.dispatch.claimed")
                .description("Deliveries claimed by one statement")
                .serviceLevelObjectives(1, 4, 16, 64, 256)
                .register(registry);
        this.expired = counter("fourways.dispatch.lease.expired", "Deliveries claimed again after a lease had ended");
        this.unsent = counter("fourways.dispatch.unsent", "Deliveries left to the end of their lease");
        this.sealed = counter("fourways.dispatch.sealed", "Deliveries to endpoints whose secrets do not open here");
        this.overlooked = counter("fourways.dispatch.lookouts.failed", "Looks into the database that failed");
        Gauge.builder("fourways.dispatch.in.flight", () -> inFlight)
                .description("Deliveries under way")
                .register(registry);
        Gauge.builder("fourways.dispatch.circuits.open", () -> circuitsOpen)
                .description("Endpoints with something pending whose circuit breaker is open")
                .register(registry);
        TimeGauge.builder("fourways.dispatch.due.age", () -> age(clock), TimeUnit.SECONDS)
                .description("How long ago that became due which has waited longest")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private double age(Clock clock) {
        Instant since = oldestDue;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    void inFlight(int deliveries) {
        inFlight = deliveries;
    }

    void pending(@Nullable Instant oldest, int open) {
        oldestDue = oldest;
        circuitsOpen = open;
    }

    void claimed(int deliveries) {
        claimed.record(deliveries);
    }

    void expired() {
        expired.increment();
    }

    void unsent() {
        unsent.increment();
    }

    void sealed() {
        sealed.increment();
    }

    void overlooked() {
        overlooked.increment();
    }
}
