package io.fourways.ingest.receiving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What receiving webhooks is measured by. Sources are as many as have been configured, verdicts and causes as many as
 * the code knows: what a sender writes never becomes a tag.
 *
 * <ul>
 *   <li>{@code fourways.ingest.webhooks} (counter, by {@code source} and {@code verdict}): every webhook. {@code accepted},
 *       {@code duplicate}: does a provider send again what we have taken? {@code forged}, {@code stale}: alert when they are
 *       most of a source's, for then its secret is wrong. {@code limited}: alert, the provider is being held back.
 *       {@code unavailable}: alert. {@code malformed}, {@code unreadable}: somebody sends what is no webhook.
 *       {@code handshake}, {@code empty}: genuine, but nothing to publish.
 *   <li>{@code fourways.ingest.refused} (counter, by {@code verdict} and {@code cause}): why those were refused.
 *   <li>{@code fourways.ingest.answer} (timer, by {@code verdict}): time from the request's head to its answer. Alert when
 *       {@code accepted} nears what providers wait for, which is 3 seconds for the most impatient.
 *   <li>{@code fourways.ingest.receive} (timer, by {@code error}; with a tracer also a span): the same as part of the
 *       request's trace, up to when it is known what to answer: for one that is accepted, until it is stored.
 *   <li>{@code fourways.ingest.unknown.source} (counter): requests for no source. Was one removed too early?
 *   <li>{@code fourways.ingest.bodies} (gauge, bytes): memory of bodies, against
 *       {@code fourways.ingest.receiving.max-bytes-in-flight}.
 * </ul>
 */
final class ReceivingMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> answers = new ConcurrentHashMap<>();
    private final Counter unknownSource;

    ReceivingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.unknownSource = Counter.builder("fourways.ingest.unknown.source")
                .description("Requests for a source that there is not")
                .register(registry);
    }

    void watch(BodyMemory memory) {
        Gauge.builder("fourways.ingest.bodies", memory, BodyMemory::taken)
                .description("Memory that bodies take until they are answered")
                .baseUnit("bytes")
                .register(registry);
    }

    void unknownSource() {
        unknownSource.increment();
    }

    void answered(String source, Reception reception, Duration taken) {
        String verdict = reception.verdict();
        count("fourways.ingest.webhooks", "source", source, "verdict", verdict);
        if (reception instanceof Reception.Refused refused) {
            count("fourways.ingest.refused", "verdict", verdict, "cause", refused.cause());
        }
        answers.computeIfAbsent(verdict, this::answers).record(taken);
    }

    /** Looked up once: of forged ones there may be very many. */
    private void count(String name, String tag, String value, String otherTag, String otherValue) {
        counters.computeIfAbsent(
                        List.of(name, value, otherValue),
                        first -> registry.counter(name, tag, value, otherTag, otherValue))
                .increment();
    }

    private Timer answers(String verdict) {
        return Timer.builder("fourways.ingest.answer")
                .description("Time from a request's head to its answer")
                .tag("verdict", verdict)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
