package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders.eu.4711", "A-Z.a_z.0-9", "-", "_._"})
    void takesDotSeparatedSegments(String name) {
        assertThat(new Channel(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "a..b", "a b", "a/b", "a.*", "**", "a#", "ä", "a\n", "a\0", "a.\ud83d\ude00"
            })
    void refusesAnythingElse(String name) {
        assertThatThrownBy(() -> new Channel(name))
                .isInstanceOf(InvalidEventException.class)
                .extracting(e -> ((InvalidEventException) e).member())
                .isEqualTo("channel");
    }

    @Test
    void isAsLongAsARoutingKeyCanBe() {
        String longest = "a.".repeat(127) + "a";
        assertThat(new Channel(longest).name()).hasSize(Channel.MAX_LENGTH);
        assertThatThrownBy(() -> new Channel(longest + "a")).hasMessage("channel must be at most 255 bytes");
    }
}
