package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Span.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSpansTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final Tracer tracer = new Tracer();
    private final EventSpans spans = tracer.eventSpans();

    @Test
    void goesOnWhereASampledEventStands() {
        EventSpan span = spans.begin("fourways.test", Kind.CLIENT, SAMPLED).tag("key", "value");
        span.end();
        SpanData sent = tracer.span("fourways.test");
        assertThat(sent.getTraceId()).isEqualTo(TRACE);
        assertThat(sent.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(sent.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(sent.getAttributes().get(AttributeKey.stringKey("key"))).isEqualTo("value");
        assertThat(span.traceParent()).isEqualTo(Tracer.place(sent));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-" + TRACE + "-b7ad6b7169203331-00",
                "00-" + TRACE + "-b7ad6b7169203331-02",
                "00-" + TRACE + "-b7ad6b7169203331-01\n",
                "00-" + TRACE + "-0000000000000000-01"
            })
    void recordsNothingElse(String parent) {
        EventSpan span = spans.begin("fourways.test", Kind.CLIENT, parent).tag("key", "value");
        span.failed("cause");
        span.end();
        assertThat(span.isRecorded()).isFalse();
        assertThat(span.traceParent()).isNull();
        assertThat(span.traceParentOr("other")).isEqualTo("other");
        assertThat(spans.began("fourways.test", Kind.CLIENT, parent, 1)).isSameAs(EventSpan.NONE);
        assertThat(tracer.spans()).isEmpty();
    }

    @Test
    void mayHaveBegunBefore() {
        long before = System.currentTimeMillis() - 1_000;
        spans.began("fourways.test", Kind.CONSUMER, SAMPLED, before).end();
        assertThat(tracer.span("fourways.test").getStartEpochNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(before));
    }

    @Test
    void doesNotBeginBehindItsEndHoweverClocksDiffer() {
        spans.began("fourways.test", Kind.CONSUMER, SAMPLED, System.currentTimeMillis() + 60_000)
                .end();
        SpanData span = tracer.span("fourways.test");
        assertThat(span.getStartEpochNanos()).isLessThanOrEqualTo(span.getEndEpochNanos());
    }

    @Test
    void beginsATrace() {
        EventSpan span = spans.beginTrace("fourways.test", Kind.PRODUCER);
        span.end();
        assertThat(tracer.span("fourways.test").getParentSpanContext().isValid())
                .isFalse();
        assertThat(TraceParent.isSampled(span.traceParent())).isTrue();
    }

    @Test
    void beginsNoneThatIsNotToBeSampled() {
        Tracer never = Tracer.ofNothing();
        assertThat(never.eventSpans().beginTrace("fourways.test", Kind.PRODUCER))
                .isSameAs(EventSpan.NONE);
    }

    @Test
    void saysAtWhatItFailedAndNoMore() {
        EventSpan span = spans.begin("fourways.test", Kind.CLIENT, SAMPLED);
        span.failed("timeout");
        span.end();
        SpanData sent = tracer.span("fourways.test");
        assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(sent.getAttributes().get(AttributeKey.stringKey("error"))).isEqualTo("timeout");
    }

    @Test
    void isNothingWhereTracingIsOff() {
        assertThat(EventSpans.OFF.isOn()).isFalse();
        assertThat(EventSpans.OFF.begin("fourways.test", Kind.CLIENT, SAMPLED)).isSameAs(EventSpan.NONE);
        assertThat(EventSpans.OFF.beginTrace("fourways.test", Kind.CLIENT)).isSameAs(EventSpan.NONE);
    }
}
