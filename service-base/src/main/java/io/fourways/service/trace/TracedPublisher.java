package io.fourways.service.trace;

import io.fourways.contract.Event;
import io.fourways.service.publishing.EventPublisher;
import io.micrometer.tracing.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A publisher whose publishes of one event have a span each, until the confirm, in the event's trace. The event keeps the
 * place in a trace that it came with, as CloudEvents has it.
 */
public final class TracedPublisher implements EventPublisher {

    private static final String NAME = "fourways.publish";

    private final EventPublisher publisher;
    private final EventSpans spans;
    private final boolean beginning;

    private TracedPublisher(EventPublisher publisher, EventSpans spans, boolean beginning) {
        this.publisher = publisher;
        this.spans = spans;
        this.beginning = beginning;
    }

    /** For events that say themselves whether they are part of a trace; the publisher itself where tracing is off. */
    public static EventPublisher continuing(EventPublisher publisher, EventSpans spans) {
        return spans.isOn() ? new TracedPublisher(publisher, spans, false) : publisher;
    }

    /** The same, but what is part of no trace begins one, if it is among those that are to be sampled. */
    public static EventPublisher beginning(EventPublisher publisher, EventSpans spans) {
        return spans.isOn() ? new TracedPublisher(publisher, spans, true) : publisher;
    }

    @Override
    public Mono<Void> publish(Event event) {
        return Mono.defer(() -> publish(event, begin(event)));
    }

    private EventSpan begin(Event event) {
        @Nullable String parent = TraceParent.of(event).orElse(null);
        return parent == null && beginning
                ? spans.beginTrace(NAME, Span.Kind.PRODUCER)
                : spans.begin(NAME, Span.Kind.PRODUCER, parent);
    }

    private Mono<Void> publish(Event event, EventSpan span) {
        String place = span.traceParent();
        if (place == null) {
            return publisher.publish(event);
        }
        span.tag("fourways.channel", event.channel().name());
        return publisher
                .publish(event.withAttributeIfAbsent(TraceParent.NAME, place))
                .doOnError(failure -> span.failed(failure.getClass().getSimpleName()))
                .doFinally(signal -> span.end());
    }

    /** Whoever publishes in order observes it. */
    @Override
    public Flux<Event> publishInOrder(List<Event> events) {
        return publisher.publishInOrder(events);
    }
}
