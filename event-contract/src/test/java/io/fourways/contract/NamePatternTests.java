package io.fourways.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTests {

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "*, a",
        "**, a",
        "**, a.b.c",
        "a.**, a",
        "a.**, a.b.c",
        "a.*, a.b",
        "*.b, a.b",
        "*.*, a.b",
        "a.*.c.**, a.b.c"
    })
    void matches(String pattern, String name) {
        assertThat(NamePattern.ofChannels(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a, b",
        "a, A",
        "a, ab",
        "ab, a",
        "a, a.b",
        "a.b, a",
        "*, a.b",
        "a.*, a",
        "a.*, a.b.c",
        "a.**, ab",
        "a.**, b.a",
        "a.*.**, a"
    })
    void doesNotMatch(String pattern, String name) {
        assertThat(NamePattern.ofChannels(pattern).matches(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", ".**", "a.", ".a", "a..b", "a.**.b", "**.a", "a*", "*a.b", "***", "a.***", "a b", "a#", "ä",
                "a.ä.**"
            })
    void refusesWhatIsNoPatternOverChannels(String text) {
        assertThatThrownBy(() -> NamePattern.ofChannels(text))
                .isInstanceOf(InvalidEventException.class)
                .extracting(e -> ((InvalidEventException) e).member())
                .isEqualTo("channel");
    }

    @Test
    void isAtMostAsLongAsAChannel() {
        String longest = "a.".repeat(127) + "*";
        assertThat(NamePattern.ofChannels(longest)).hasToString(longest);
        assertThatThrownBy(() -> NamePattern.ofChannels("a" + longest)).hasMessage("channel must be at most 255 bytes");
    }

    @Test
    void isAtMostAsLongOverTypes() {
        String longest = "a.".repeat(125) + "ü.**";
        assertThat(NamePattern.ofTypes(longest)).hasToString(longest);
        assertThatThrownBy(() -> NamePattern.ofTypes("a" + longest))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("type must be at most 255 bytes");
    }

    @Test
    void takesAnyTextAsASegmentOfATypeButNotAStarInIt() {
        assertThat(NamePattern.ofTypes("com.example/ü.*").matches("com.example/ü.paid"))
                .isTrue();
        assertThatThrownBy(() -> NamePattern.ofTypes("order.pa*")).hasMessageStartingWith("type pattern");
        assertThatThrownBy(() -> NamePattern.ofTypes("")).hasMessageStartingWith("type pattern");
    }

    @Test
    void doesNotMatchAnEmptySegmentOfAType() {
        assertThat(NamePattern.ofTypes("a.*").matches("a.")).isFalse();
        assertThat(NamePattern.ofTypes("*.b").matches(".b")).isFalse();
        assertThat(NamePattern.ofTypes("*.b").matches("a..b")).isFalse();
    }

    @Test
    void isLiteralWithoutWildcards() {
        assertThat(NamePattern.ofChannels("a.b").isLiteral()).isTrue();
        assertThat(NamePattern.ofChannels("a.*").isLiteral()).isFalse();
        assertThat(NamePattern.ofChannels("a.**").isLiteral()).isFalse();
    }

    @Test
    void hasSegmentsAndAnEnd() {
        assertThat(NamePattern.ofChannels("a.*.**").segments()).containsExactly("a", "*");
        assertThat(NamePattern.ofChannels("a.*.**").isDeep()).isTrue();
        assertThat(NamePattern.ofChannels("a.*").isDeep()).isFalse();
        assertThat(NamePattern.ofChannels("**").segments()).isEmpty();
    }

    @Test
    void equalsAPatternOfTheSameText() {
        assertThat(NamePattern.ofChannels("a.*"))
                .isEqualTo(NamePattern.ofTypes("a.*"))
                .hasSameHashCodeAs(NamePattern.ofTypes("a.*"))
                .isNotEqualTo(NamePattern.ofChannels("a.**"));
    }
}
