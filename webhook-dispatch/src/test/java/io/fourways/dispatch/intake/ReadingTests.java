package io.fourways.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.fourways.contract.NamePattern;
import io.fourways.contract.Topology;
import io.fourways.dispatch.message.NewMessage;
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
        String body = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"c\","
                + "\"traceparent\":\"" + traceparent + "\",\"data\":{}}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Reading.of(new Incoming(1, "c", properties, bytes))
                .messages(subscriptions)
                .get(0);
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

    /** CloudEvents allows any text there, a header does not, and tracers take no other. */
    @ParameterizedTest
    @ValueSource(strings = {" " + PARENT, PARENT + " ", PARENT + "é", "x", "00-0-0-00"})
    void takesNoTraceThatIsNone(String traceparent) {
        assertThat(message(traceparent).traceparent()).isNull();
    }
}
