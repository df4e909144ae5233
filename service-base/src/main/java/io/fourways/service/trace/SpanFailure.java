package io.fourways.service.trace;

import io.micrometer.tracing.Span;
import org.jspecify.annotations.Nullable;

/** A failure as a span has it: by its kind. Messages quote what was sent, and stacks are in the log. */
final class SpanFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private SpanFailure(String kind) {
        super(kind, null, false, false);
    }

    static void tell(Span span, String kind) {
        span.tag("error", kind).error(new SpanFailure(kind));
    }

    static void tell(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            tell(span, failure.getClass().getSimpleName());
        }
    }
}
