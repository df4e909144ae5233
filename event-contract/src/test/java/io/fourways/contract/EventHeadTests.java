package io.fourways.contract;

import static io.fourways.contract.EventJsonTests.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadTests {

    private static final EventHead WITHOUT_TIME = new EventHead("i", "s", "t", new Channel("c"), null, null, null);
    private static final EventHead WITH_TIME =
            new EventHead("i", "s", "t", new Channel("c"), "2026-11-23T18:18:00Z", null, null);

    @Test
    void isReadFromWhatWasWritten() {
        Event event = new Event(
                "ü😀\"", "/s", "t", new Channel("a.b"), null, "text/plain", Map.of("ext", 1), new EventData.Text("x"));
        assertThat(EventJson.head(EventJson.encode(event)))
                .isEqualTo(new EventHead("ü😀\"", "/s", "t", new Channel("a.b"), null, null, null));
    }

    /** A raw NUL is no JSON: whoever looks further than the payload's first character fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"data\":\"\0",
                "\"data_base64\":\"\0",
                "\"data\":{\0",
                "\"data\":[\0",
                "\"datacontenttype\":\"text/plain\",\"dataold\":true,\"ext\":1,\"data\":{\0"
            })
    void doesNotLookAtThePayload(String rest) {
        assertThat(EventJson.head(event(rest).getBytes(UTF_8))).isEqualTo(WITHOUT_TIME);
        assertThat(EventJson.head(
                        event("\"time\":\"2026-11-23T18:18:00Z\"," + rest).getBytes(UTF_8)))
                .isEqualTo(WITH_TIME);
    }

    @Test
    void isReadWhereSomebodyElsePutThePayloadFirst() {
        String tail = event("\"time\":\"2026-11-23T18:18:00Z\"").substring(1);
        assertThat(EventJson.head(("{\"data\":{\"id\":\"x\",\"a\":[1,{}]}," + tail).getBytes(UTF_8)))
                .isEqualTo(WITH_TIME);
        assertThat(EventJson.head(("{\"data\":\"id\"," + tail).getBytes(UTF_8))).isEqualTo(WITH_TIME);
    }

    @Test
    void namesItsPlaceInATraceIfThatIsAskedFor() {
        String head = "\"time\":\"2026-11-23T18:18:00Z\",\"ext\":1,";
        byte[] traced = event(head + "\"traceparent\":\"00-a\",\"data\":{\0").getBytes(UTF_8);
        byte[] untraced = event(head + "\"data\":{\"traceparent\":\"00-a\"\0").getBytes(UTF_8);
        assertThat(EventJson.head(traced, true).trace()).isEqualTo("00-a");
        assertThat(EventJson.head(traced).trace()).isNull();
        assertThat(EventJson.head(untraced, true).trace()).isNull();
    }

    @Test
    void namesItsSubjectIfThatIsAskedFor() {
        byte[] wire =
                event("\"subject\":\"EUR/USD\",\"data\":{\"subject\":\"x\"}").getBytes(UTF_8);
        assertThat(EventJson.head(wire, true).subject()).isEqualTo("EUR/USD");
        assertThat(EventJson.head(wire).subject()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "channel"})
    void needsAnAttribute(String name) {
        String without = event("\"data\":1").replaceFirst("\"" + name + "\":\"[^\"]*\",", "");
        assertThatThrownBy(() -> EventJson.head(without.getBytes(UTF_8))).hasMessage(name + " is missing");
        String wrong =
                event("\"data\":1").replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":{\"id\":\"x\"}");
        assertThatThrownBy(() -> EventJson.head(wrong.getBytes(UTF_8))).hasMessage(name + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"id\":\"a", "x", "\0\0\0\0", "{\"specversion\":\"1.0\"}", " {}"})
    void isNotReadFromWhatIsNoEvent(String wire) {
        assertThatThrownBy(() -> EventJson.head(wire.getBytes(UTF_8))).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void needsAWellFormedChannel() {
        String wrong = event("\"data\":1").replace("\"channel\":\"c\"", "\"channel\":\"a b\"");
        assertThatThrownBy(() -> EventJson.head(wrong.getBytes(UTF_8))).hasMessageStartingWith("channel ");
    }
}
