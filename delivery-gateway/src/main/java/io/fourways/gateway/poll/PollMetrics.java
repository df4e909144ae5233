package io.fourways.gateway.poll;

import io.fourways.gateway.position.Gap;
import io.fourways.gateway.tally.OutgoingMetrics;
import io.fourways.gateway.way.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * What polling is measured by, beside what {@link OutgoingMetrics} has of every way. Safe for any thread.
 *
 * <ul>
 *   <li>{@code fourways.gateway.polls} (counter, by {@code way} and {@code outcome}): polls that were answered. The part that
 *       is {@code empty} or {@code not-modified} is what polling costs for nothing: would another way be cheaper? {@code
 *       gone}: the place that a client went on from is not there.
 *   <li>{@code fourways.gateway.unread} (gauge, bytes): what answers hold until their readers take it, against
 *       {@code fourways.gateway.limits.unread-answers}. The first 64 KB of each are not counted.
 *   <li>{@code fourways.gateway.unread.cut} (counter): readers that were cut off since they did not take it in time.
 * </ul>
 */
public final class PollMetrics {

    /** Who asks anew after a long poll does so at once; who comes later, in milliseconds, has been away, like a stream's reader. */
    private static final long BACK_WITHIN = 10_000;

    private final Function<Way, OutgoingMetrics> outgoing;
    private final Map<Way, Map<Outcome, Counter>> polls = new EnumMap<>(Way.class);

    /** What a poll was answered. */
    public enum Outcome {
        EVENTS("events"),
        EMPTY("empty"),
        NOT_MODIFIED("not-modified"),
        GONE("gone");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }
    }

    /** @param unread the room for answers */
    public PollMetrics(MeterRegistry registry, Function<Way, OutgoingMetrics> outgoing, UnreadAnswers unread) {
        this.outgoing = outgoing;
        Stream.of(Way.values()).filter(Way::isPoll).forEach(way -> polls.put(way, outcomes(registry, way)));
        Gauge.builder("fourways.gateway.unread", unread, UnreadAnswers::held)
                .description("Bytes of answers that their readers have not taken yet")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("fourways.gateway.unread.cut", unread, UnreadAnswers::cut)
                .description("Readers that were cut off since they did not take their answer in time")
                .register(registry);
    }

    private static Map<Outcome, Counter> outcomes(MeterRegistry registry, Way way) {
        Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
        Arrays.stream(Outcome.values())
                .forEach(outcome -> outcomes.put(
                        outcome,
                        Counter.builder("fourways.gateway.polls")
                                .description("Polls answered, by what there was")
                                .tag("way", way.label())
                                .tag("outcome", outcome.label)
                                .register(registry)));
        return outcomes;
    }

    /** The response with an answer is about to be written, and its head is as it will be. */
    void answered(PollAnswer answer, ServerHttpResponse response) {
        answered(
                answer.way(),
                answer.outcome(),
                answer.given(),
                ResponseHead.length(response) + answer.bodyLength(),
                answer.stalest());
    }

    /**
     * An answer is about to be written.
     *
     * @param given   how many events it brings
     * @param bytes   its length, head and body
     * @param stalest when the oldest of them came onto the log, if that tells how stale a client is; 0 if not
     */
    public void answered(Way way, Outcome outcome, int given, int bytes, long stalest) {
        count(way, outcome);
        outgoing.apply(way).wrote(given, bytes);
        if (stalest > 0) {
            measure(way, System.currentTimeMillis() - stalest);
        }
    }

    private void measure(Way way, long millis) {
        if (way == Way.SHORT_POLL || millis < BACK_WITHIN) {
            outgoing.apply(way).stale(millis);
        }
    }

    /** The place that a client goes on from is not there. */
    void gone(Way way, Gap.Reason reason) {
        count(way, Outcome.GONE);
        outgoing.apply(way).gap(reason);
    }

    private void count(Way way, Outcome outcome) {
        Map<Outcome, Counter> outcomes = polls.get(way);
        Counter counter = outcomes == null ? null : outcomes.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
