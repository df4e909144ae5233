package io.fourways.gateway.tally;

import io.fourways.gateway.log.EntryTrace;
import io.fourways.gateway.way.Way;
import io.fourways.service.trace.EventSpan;
import io.fourways.service.trace.EventSpans;
import io.micrometer.tracing.Span;

/**
 * Tells in the traces of sampled events that they were written by a way, from when they had come off the log: once on each
 * event loop, however many readers there are. Safe for any thread.
 */
final class WriteSpans {

    private static final String NAME = "fourways.write";

    private final Way way;
    private final EventSpans spans;

    WriteSpans(Way way, EventSpans spans) {
        this.way = way;
        this.spans = spans;
    }

    private record Write(Way way, Thread loop) {}

    /** An event was written, on the loop that calls this; its span, which has ended, if it is the first there. */
    EventSpan written(EntryTrace trace) {
        String place = trace.firstTime(new Write(way, Thread.currentThread()));
        EventSpan span = spans.began(NAME, Span.Kind.PRODUCER, place, trace.arrived());
        span.tag("fourways.way", way.label()).end();
        return span;
    }
}
