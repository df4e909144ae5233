package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.service.publishing.EventPublisher;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class TracedPublisherTests {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Tracer tracer = new Tracer();
    private final List<Event> published = new ArrayList<>();
    private final Sinks.Empty<Void> confirm = Sinks.empty();
    private final EventPublisher publisher = event -> Mono.defer(() -> {
        published.add(event);
        return confirm.asMono();
    });

    private static Event event(Map<String, Object> attributes) {
        return new Event("1", "/s", "t", new Channel("c"), null, null, attributes, null);
    }

    @Test
    void lastsUntilTheConfirmAndLeavesTheEventAlone() {
        Event event = event(Map.of("traceparent", PARENT));
        StepVerifier.create(TracedPublisher.continuing(publisher, tracer.eventSpans())
                        .publish(event))
                .then(() -> assertThat(tracer.spans()).isEmpty())
                .then(confirm::tryEmitEmpty)
                .verifyComplete();
        SpanData span = tracer.span("fourways.publish");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(published).containsExactly(event);
    }

    @Test
    void failsWithWhatWasPublished() {
        confirm.tryEmitError(new IllegalStateException("of nobody's business"));
        StepVerifier.create(TracedPublisher.continuing(publisher, tracer.eventSpans())
                        .publish(event(Map.of("traceparent", PARENT))))
                .verifyError(IllegalStateException.class);
        SpanData span = tracer.span("fourways.publish");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.toString()).doesNotContain("nobody's business");
    }

    @Test
    void leavesAloneWhatIsPartOfNoTrace() {
        confirm.tryEmitEmpty();
        Event event = event(Map.of());
        TracedPublisher.continuing(publisher, tracer.eventSpans())
                .publish(event)
                .block();
        assertThat(published).containsExactly(event);
        assertThat(tracer.spans()).isEmpty();
    }

    @Test
    void beginsATraceWhereItIsTheFirst() {
        confirm.tryEmitEmpty();
        TracedPublisher.beginning(publisher, tracer.eventSpans())
                .publish(event(Map.of()))
                .block();
        assertThat(TraceParent.of(published.get(0))).contains(Tracer.place(tracer.span("fourways.publish")));
    }

    @Test
    void isNotThereWhereTracingIsOff() {
        assertThat(TracedPublisher.continuing(publisher, EventSpans.OFF)).isSameAs(publisher);
        assertThat(TracedPublisher.beginning(publisher, EventSpans.OFF)).isSameAs(publisher);
    }
}
