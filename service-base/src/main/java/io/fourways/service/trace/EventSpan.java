package io.fourways.service.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done with an event, or nothing where that is not recorded. Says neither what an event holds nor where a
 * webhook goes: who reads traces is not who reads those. Safe for any thread.
 */
public final class EventSpan {

    /** What is not recorded. */
    public static final EventSpan NONE = new EventSpan(null, Tracer.NOOP);

    private final @Nullable Span span;
    private final Tracer tracer;

    private EventSpan(@Nullable Span span, Tracer tracer) {
        this.span = span;
        this.tracer = tracer;
    }

    static EventSpan of(Span span, Tracer tracer) {
        return Boolean.TRUE.equals(span.context().sampled()) ? new EventSpan(span, tracer) : NONE;
    }

    public boolean isRecorded() {
        return span != null;
    }

    /** Where it stands, for what follows from it; null of what is not recorded. */
    public @Nullable String traceParent() {
        return span == null
                ? null
                : "00-" + span.context().traceId() + "-" + span.context().spanId() + "-01";
    }

    /** Where it stands, or what stands there where it is not recorded. */
    public @Nullable String traceParentOr(@Nullable String other) {
        return span == null ? other : traceParent();
    }

    public EventSpan tag(String key, String value) {
        if (span != null) {
            span.tag(key, value);
        }
        return this;
    }

    /** It has failed, at something of that kind. */
    public void failed(String cause) {
        if (span != null) {
            SpanFailure.tell(span, cause);
        }
    }

    /** It ends now, once. */
    public void end() {
        if (span != null) {
            span.end();
        }
    }

    /** Does something within it: what is measured there is an example of it. */
    public void within(Runnable measurement) {
        if (span == null) {
            measurement.run();
            return;
        }
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            measurement.run();
        }
    }
}
