package io.fourways.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.fourways.contract.NamePattern;
import io.fourways.contract.Topology;
import io.fourways.dispatch.message.NewMessage;
import io.fourways.service.trace.EventSpans;
import io.fourways.system.span.KeptSpans;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTests {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Subscriptions subscriptions =
            new Subscriptions(1, List.of(new Subscription("app_1", NamePattern.ofChannels("**"))));

    private NewMessage message(String traceparent) {
        return message(traceparent, new BasicProperties());
    }

    private NewMessage message(String traceparent, BasicProperties properties) {
        return reading(traceparent, properties, EventSpans.OFF)
                .messages(subscriptions)
                .get(0);
    }

    private static Reading reading(String traceparent, EventSpans spans) {
        return reading(traceparent, new BasicProperties(), spans);
    }

    private static Reading reading(String traceparent, BasicProperties properties, EventSpans spans) {
        String body = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"c\","
                + "\"traceparent\":\"" + traceparent + "\",\"data\":{}}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Reading.of(new Incoming(1, "c", properties, bytes), spans);
    }

    @Test
    void keepsTheTraceThatAnEventIsIn() {
        assertThat(message(PARENT).traceparent()).isEqualTo(PARENT);
    }

    @Test
    void knowsWhenAnEventWasPublished() {
        BasicProperties properties = new BasicProperties.Builder()
                .headers(Map.of(Topology.PUBLISHED, 1_767_323_045_678L))
                .build();

        assertThat(message(PARENT, properties).publishedAt()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void doesWithoutTheTimeOfPublishing() {
        BasicProperties odd = new BasicProperties.Builder()
                .headers(Map.of(Topology.PUBLISHED, "yesterday"))
                .build();

        assertThat(message(PARENT).publishedAt()).isNull();
        assertThat(message(PARENT, odd).publishedAt()).isNull();
    }

    @Test
    void leavesAMessageBehindItsBeingTakenIn() {
        KeptSpans kept = new KeptSpans();
        Reading reading = reading(PARENT, new EventSpans(kept.tracer()));
        String place = reading.messages(subscriptions).get(0).traceparent();
        assertThat(kept.ended()).isEmpty();
        reading.stored();
        SpanData span = kept.ended("fourways.dispatch.intake").get(0);
        assertThat(place).isEqualTo(KeptSpans.traceParent(span));
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    }

    @Test
    void saysWhatKeptItOut() {
        KeptSpans kept = new KeptSpans();
        reading(PARENT, new EventSpans(kept.tracer())).failed("DatabaseUnavailable");
        assertThat(kept.ended("fourways.dispatch.intake").get(0).getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
    }

    /** CloudEvents allows any text there, a header does not, and tracers take no other. */
    @ParameterizedTest
    @ValueSource(strings = {" " + PARENT, PARENT + " ", PARENT + "é", "x", "00-0-0-00"})
    void takesNoTraceThatIsNone(String traceparent) {
        assertThat(message(traceparent).traceparent()).isNull();
    }
}
