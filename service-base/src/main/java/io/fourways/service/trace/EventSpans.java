package io.fourways.service.trace;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what is done with events, where tracing is on and the event's trace is sampled; of everything else it
 * makes nothing, and costs nothing but the question. Safe for any thread.
 *
 * <p>A span of these is no meter, as that of an observation is: how often and how long is counted elsewhere, of all events.
 */
public final class EventSpans {

    /** Where tracing is off. */
    public static final EventSpans OFF = new EventSpans(null);

    private final @Nullable Tracer tracer;

    /** @param tracer what keeps the spans; null where tracing is off */
    public EventSpans(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Whether there is ever a span. It does not change, so whoever would ask for each event may ask once. */
    public boolean isOn() {
        return tracer != null;
    }

    /**
     * A span that begins now.
     *
     * @param parent where it goes on; of what is not well-formed nothing is recorded, as of what is not sampled
     */
    public EventSpan begin(String name, Span.Kind kind, @Nullable String parent) {
        if (tracer == null || !TraceParent.isSampled(parent)) {
            return EventSpan.NONE;
        }
        return EventSpan.of(builder(tracer, name, kind, parent).start(), tracer);
    }

    /**
     * A span that has begun already.
     *
     * @param parent where it goes on, as above
     * @param millis when, since the epoch, as far as clocks agree
     */
    public EventSpan began(String name, Span.Kind kind, @Nullable String parent, long millis) {
        if (tracer == null || !TraceParent.isSampled(parent)) {
            return EventSpan.NONE;
        }
        long start = Math.min(millis, System.currentTimeMillis());
        return EventSpan.of(
                builder(tracer, name, kind, parent)
                        .startTimestamp(start, TimeUnit.MILLISECONDS)
                        .start(),
                tracer);
    }

    /** The first span of a new trace, if it is among those that are to be sampled. */
    public EventSpan beginTrace(String name, Span.Kind kind) {
        if (tracer == null) {
            return EventSpan.NONE;
        }
        return EventSpan.of(
                tracer.spanBuilder().setNoParent().name(name).kind(kind).start(), tracer);
    }

    private static Span.Builder builder(Tracer tracer, String name, Span.Kind kind, @Nullable String parent) {
        return tracer.spanBuilder()
                .setParent(context(tracer, requireNonNull(parent)))
                .name(name)
                .kind(kind);
    }

    private static TraceContext context(Tracer tracer, String parent) {
        String[] parts = parent.split("-", 4);
        return tracer.traceContextBuilder()
                .traceId(parts[1])
                .spanId(parts[2])
                .sampled(true)
                .build();
    }

    /** Where the span of an observation stands, if it has one that is sampled. */
    Optional<String> placeOf(@Nullable Observation observation) {
        TracingContext tracing =
                observation == null ? null : observation.getContextView().get(TracingContext.class);
        Span span = tracing == null ? null : tracing.getSpan();
        return span == null || tracer == null
                ? Optional.empty()
                : Optional.ofNullable(EventSpan.of(span, tracer).traceParent());
    }
}
