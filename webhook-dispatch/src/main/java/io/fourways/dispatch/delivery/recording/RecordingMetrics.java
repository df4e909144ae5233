package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.egress.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What attempts are measured by.
 *
 * <ul>
 *   <li>{@code fourways.dispatch.attempts} (counter, by {@code outcome}: {@code delivered}, {@code rejected}, or why there was
 *       no answer: {@code blocked}, {@code unresolved}, {@code refused}, {@code tls}, {@code timeout_connect}, …, or
 *       {@code internal} for what failed on this side): is it us or them? Alert when the part that is delivered falls.
 *   <li>{@code fourways.dispatch.latency} (timer): from when an event was published, or a message accepted over the API, to its endpoint's 2xx, retries and all;
 *       without what somebody sent again, recovered, or had enabled the endpoint for: that has waited for them.
 *   <li>{@code fourways.dispatch.attempt} (timer): how long endpoints take to answer.
 *   <li>{@code fourways.dispatch.recording} (timer) and {@code fourways.dispatch.recording.batch} (summary): transactions that
 *       record, and how many attempts they share. Is the database slow?
 *   <li>{@code fourways.dispatch.late} (counter): attempts recorded after their lease had ended and somebody else had
 *       claimed the delivery. The endpoint has been asked twice. Alert on any increase without a restart.
 * </ul>
 */
final class RecordingMetrics {

    private final MeterRegistry registry;
    private final Map<String, Counter> attempts = new HashMap<>();
    private final Timer latency;
    private final Timer attempt;
    private final Timer recording;
    private final DistributionSummary batch;
    private final Counter late;

    RecordingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = timer("fourways.dispatch.latency", "Time from an event's publishing to its endpoint's 2xx");
        this.attempt = timer("fourways.dispatch.attempt", "Time endpoints take to answer");
        this.recording = timer("fourways.dispatch.recording", "Time one transaction takes that records attempts");
        this.batch = DistributionSummary.builder("fourways.dispatch.recording.batch")
                .description("Attempts recorded by one transaction")
                .serviceLevelObjectives(1, 4, 16, 64, 256)
                .register(registry);
        this.late = Counter.builder("fourways.dispatch.late")
                .description("Attempts recorded after somebody else had claimed the delivery")
                .register(registry);
        counter("delivered");
        counter("rejected");
        for (Reply.Cause cause : Reply.Cause.values()) {
            counter(name(cause));
        }
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1))
                .register(registry);
    }

    /** Registered from the start, so that an alert on its increase misses not even the first. */
    private void counter(String outcome) {
        attempts.put(
                outcome,
                Counter.builder("fourways.dispatch.attempts")
                        .description("Requests to endpoints, by what came of them")
                        .tag("outcome", outcome)
                        .register(registry));
    }

    void recorded(List<Settled> settled, long nanoseconds) {
        recording.record(nanoseconds, TimeUnit.NANOSECONDS);
        batch.record(settled.size());
        settled.forEach(this::recorded);
    }

    private void recorded(Settled settled) {
        Attempt made = settled.attempt();
        if (made.reply() == null) {
            return;
        }
        Counter counter = attempts.get(outcome(made));
        if (counter != null) {
            counter.increment();
        }
        if (made.isTelling()) {
            attempt.record(made.took());
        }
        if (!settled.current()) {
            late.increment();
        } else if (made.isDelivered()
                && !made.claimed().byHand()
                && !made.claimed().backlog()) {
            latency.record(Duration.between(made.claimed().publishedAt(), made.at()));
        }
    }

    private static String outcome(Attempt made) {
        if (made.reply() instanceof Reply.Unreachable unreachable) {
            return name(unreachable.cause());
        }
        return made.isDelivered() ? "delivered" : "rejected";
    }

    private static String name(Reply.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }
}
