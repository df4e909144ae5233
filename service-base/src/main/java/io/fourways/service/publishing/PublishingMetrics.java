package io.fourways.service.publishing;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What publishing is measured by.
 *
 * <ul>
 *   <li>{@code fourways.publishing.confirm} (timer): events confirmed, and how long the broker took. Alert when its
 *       quantiles near {@code fourways.publishing.confirm-timeout}.
 *   <li>{@code fourways.publishing.refused} (counter, by {@code cause}): events that callers have to send again. Alert
 *       on {@code unavailable}, {@code rejected} and {@code unroutable}; {@code overloaded} wants more capacity.
 *   <li>{@code fourways.publishing.in.flight} (gauge): events whose confirm is due.
 * </ul>
 */
final class PublishingMetrics {

    private final MeterRegistry registry;
    private final Timer confirm;

    PublishingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.confirm = Timer.builder("fourways.publishing.confirm")
                .description("Time from publishing to the broker's confirm")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5))
                .register(registry);
        for (Refusal cause : Refusal.values()) {
            counter(cause);
        }
    }

    /** Registered from the start, so that an alert on its increase misses not even the first. */
    private Counter counter(Refusal cause) {
        return Counter.builder("fourways.publishing.refused")
                .description("Events not published, by cause")
                .tag("cause", cause.cause())
                .register(registry);
    }

    void watch(Bulkhead inFlight) {
        Gauge.builder("fourways.publishing.in.flight", inFlight, PublishingMetrics::taken)
                .description("Events whose confirm is due")
                .register(registry);
    }

    private static double taken(Bulkhead bulkhead) {
        Bulkhead.Metrics metrics = bulkhead.getMetrics();
        return (double) metrics.getMaxAllowedConcurrentCalls() - metrics.getAvailableConcurrentCalls();
    }

    void confirmed(long nanoseconds) {
        confirm.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void refused(Refusal cause) {
        counter(cause).increment();
    }
}
