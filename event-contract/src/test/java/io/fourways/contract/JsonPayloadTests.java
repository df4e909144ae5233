package io.fourways.contract;

import static io.fourways.contract.EventJsonTests.event;
import static io.fourways.contract.EventJsonTests.reencoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JSON payload comes out token for token as it went in, wherever it stands among the members. */
class JsonPayloadTests {

    private static final long SEED = 4711;

    static Stream<String> payloads() {
        return Stream.of(
                "1e400",
                "-0.0",
                "-0",
                "1.10",
                "1E+2",
                "12345678901234567890123",
                "7",
                "true",
                "false",
                "null",
                "\"\"",
                "\" \\u0041\\/\\ud800 \\uD83D\\uDE00 \\u0000 \\\" \\\\\"",
                "\"\\\\\"",
                "\"ü \u2028 \ufeff 😀 \u007f\"",
                "{}",
                "[]",
                "[[],{},[{}]]",
                "{\"b\":1,\"a\":2,\"b\":3,\"\":4,\"\\ud83d\\ude00\":5,\"ü😀\":6,\"a b\":7}",
                "{\"data\":{\"id\":1},\"specversion\":\"2.0\",\"cursor\":[]}",
                "[" + "1".repeat(5_000) + "." + "2".repeat(5_000) + "e-" + "3".repeat(5_000) + "]",
                "[".repeat(5_000) + "]".repeat(5_000),
                "{\"a\":".repeat(5_000) + "0" + "}".repeat(5_000),
                "\"" + "ü😀\\n".repeat(100_000) + "\"",
                IntStream.range(0, 60_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")),
                IntStream.range(0, 60_000)
                        .mapToObj(i -> "\"key" + i + "\":0")
                        .collect(Collectors.joining(",", "{", "}")),
                "{\"" + "n".repeat(900_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void keepsEveryToken(String payload) {
        String expected = event("\"data\":" + payload);
        assertSame(reencoded(event("\"data\":" + payload)), expected);
        assertSame(reencoded(event("\"data\" :\n\t " + payload + "\r\n ")), expected);
        assertSame(
                reencoded("{\"data\":" + payload + "," + event("\"ext\":1").substring(1)),
                event("\"ext\":1,\"data\":" + payload));
        byte[] body = (" " + payload + " ").getBytes(UTF_8);
        assertSame(new String(((EventData.Json) EventData.of("application/json", body)).utf8(), UTF_8), payload);
        byte[] bare = payload.getBytes(UTF_8);
        assertSame(new String(((EventData.Json) EventData.of("application/json", bare)).utf8(), UTF_8), payload);
    }

    @Test
    void keepsRandomValuesAndDropsOnlyTheWhiteSpaceBetweenTokens() {
        Random random = new Random(SEED);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder compact = new StringBuilder();
            StringBuilder spaced = new StringBuilder();
            new RandomJson(random, compact, spaced).value(4);
            assertThat(reencoded(event("\"data\":" + spaced)))
                    .as("seed %d, round %d", SEED, i)
                    .isEqualTo(event("\"data\":" + compact));
        }
    }

    @Test
    void refusesNestingThatIsDeeperThanAnythingReal() {
        String deep = event("\"data\":" + "[".repeat(20_000) + "]".repeat(20_000));
        assertThatThrownBy(() -> EventJson.decode(deep.getBytes(UTF_8))).isInstanceOf(InvalidEventException.class);
    }

    /** The parser refuses such a name, and so do most that would receive it; half a pair in a value passes. */
    @Test
    void refusesANameWithHalfASurrogatePair() {
        String half = event("\"data\":{\"\\ud800\":1}");
        assertThatThrownBy(() -> EventJson.decode(half.getBytes(UTF_8))).isInstanceOf(InvalidEventException.class);
    }

    private static void assertSame(String actual, String expected) {
        assertThat(abbreviated(actual)).isEqualTo(abbreviated(expected));
        assertThat(actual.equals(expected)).as("the same throughout").isTrue();
    }

    private static String abbreviated(String text) {
        return text.length() < 2_000 ? text : text.substring(0, 1_000) + "…" + text.substring(text.length() - 1_000);
    }

    /** Writes one random value twice: without white space, and with some around every token. */
    private record RandomJson(Random random, StringBuilder compact, StringBuilder spaced) {

        void value(int depth) {
            switch (random.nextInt(depth == 0 ? 3 : 5)) {
                case 0 -> token(oneOf("0", "-0.0", "1.10", "1e400", "123456789012345678901234567890", "-1E-7"));
                case 1 -> token(oneOf("true", "false", "null"));
                case 2 -> token(string());
                case 3 -> members(depth, "[", "]", false);
                default -> members(depth, "{", "}", true);
            }
        }

        private void members(int depth, String open, String close, boolean named) {
            token(open);
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    token(",");
                }
                if (named) {
                    token(string());
                    token(":");
                }
                value(depth - 1);
            }
            token(close);
        }

        private String string() {
            return IntStream.range(0, random.nextInt(6))
                    .mapToObj(i -> oneOf(" ", "a", "\\\"", "\\\\", "\\u0020", "\\ud83d\\ude00", "ü", "😀", "[{,:}]"))
                    .collect(Collectors.joining("", "\"", "\""));
        }

        private String oneOf(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private void token(String token) {
            compact.append(token);
            spaced.append(oneOf("", " ", "\n", "\r\n", "\t")).append(token).append(oneOf("", " ", "\t\t"));
        }
    }
}
