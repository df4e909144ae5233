package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracedEventTests {

    private final Tracer tracer = new Tracer();

    private SpanData span(Map<String, Object> attributes) {
        Event event = new Event("1", "/s", "t", new Channel("c"), null, null, attributes, null);
        TracedEvent.observation("fourways.test", event, tracer.observations())
                .start()
                .stop();
        return tracer.spans().get(0);
    }

    @Test
    void isPartOfTheEventsTrace() {
        SpanData span = span(Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(span.getName()).isEqualTo("fourways.test");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void isATraceOfItsOwnWhereTheEventHasNone() {
        assertThat(span(Map.of()).getParentSpanContext().isValid()).isFalse();
    }
}
