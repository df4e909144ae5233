package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTests {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void givesEachValueAsItWasSent() {
        Map<String, byte[]> members =
                JsonMembers.of(utf8(" {\"a\" : 1.50e0, \"b\":\"\\u00e9 é\",\"c\":[ 1, {} ],\"d\":null} "));
        assertThat(members.keySet()).containsExactly("a", "b", "c", "d");
        assertThat(members.values().stream().map(value -> new String(value, StandardCharsets.UTF_8)))
                .containsExactly("1.50e0", "\"\\u00e9 é\"", "[1,{}]", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{} {}", "{\"a\":}", "{\"a\":1,\"a\":2}", "{\"a\":01}"})
    void refusesWhatIsNotOneObject(String text) {
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> JsonMembers.of(utf8(text)));
    }

    @Test
    void anEmbeddedEventMayLeaveOutItsSpecversion() {
        byte[] event = utf8("{\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"a\"}");
        assertThat(EventJson.decodeEmbedded(event, EventDefaults.NONE).id()).isEqualTo("i");
        assertThatExceptionOfType(InvalidEventException.class).isThrownBy(() -> EventJson.decode(event));
        byte[] other =
                utf8("{\"specversion\":\"0.3\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"a\"}");
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EventJson.decodeEmbedded(other, EventDefaults.NONE));
    }
}
