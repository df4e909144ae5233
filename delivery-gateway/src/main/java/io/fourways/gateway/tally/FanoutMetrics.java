package io.fourways.gateway.tally;

import static java.util.Objects.requireNonNull;

import io.fourways.gateway.way.Way;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the fan-out is measured by: {@link ReaderMetrics} and {@link OutgoingMetrics} of each way, and
 *
 * <ul>
 *   <li>{@code fourways.gateway.overruns} (counter): how often the window was faster than an event loop, so that all of that
 *       loop's subscriptions fell behind. Alert when it goes on: there is more to give than this machine can.
 *   <li>{@code fourways.gateway.rests} (counter): how often an event loop that was busy let events gather.
 * </ul>
 */
public final class FanoutMetrics {

    private final Map<Way, OutgoingMetrics> outgoing = new EnumMap<>(Way.class);
    private final Map<Way, WriteSpans> spans = new EnumMap<>(Way.class);
    private final Map<Way, ReaderMetrics> readers = new EnumMap<>(Way.class);
    private final Counter overruns;
    private final Counter rests;

    public FanoutMetrics(MeterRegistry registry, EventSpans events) {
        for (Way way : Way.values()) {
            outgoing.put(way, new OutgoingMetrics(way, registry));
            spans.put(way, new WriteSpans(way, events));
            readers.put(way, new ReaderMetrics(way, registry));
        }
        this.overruns = Counter.builder("fourways.gateway.overruns")
                .description("How often the window was faster than an event loop")
                .register(registry);
        this.rests = Counter.builder("fourways.gateway.rests")
                .description("How often an event loop that was busy let events gather")
                .register(registry);
    }

    public OutgoingMetrics outgoing(Way way) {
        return requireNonNull(outgoing.get(way));
    }

    /** Where it is told of sampled events that they were written. */
    WriteSpans spans(Way way) {
        return requireNonNull(spans.get(way));
    }

    public ReaderMetrics of(Way way) {
        return requireNonNull(readers.get(way));
    }

    public void overrun() {
        overruns.increment();
    }

    public void rested() {
        rests.increment();
    }
}
