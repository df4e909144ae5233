package io.fourways.gateway.conformance;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A JSON text, as somebody may have written it.
 *
 * @param text     with white space where there may be some
 * @param minified the same tokens without
 */
record JsonSample(String text, String minified) {

    private static final int DEPTH = 4;

    static Arbitrary<JsonSample> any() {
        return value(DEPTH);
    }

    private static Arbitrary<JsonSample> value(int depth) {
        Arbitrary<JsonSample> scalar = Arbitraries.oneOf(
                        string(), number(), Arbitraries.of("true", "false", "null", "{}", "[]"))
                .map(token -> new JsonSample(token, token));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<JsonSample> inner = Arbitraries.lazy(() -> value(depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(3, scalar),
                Tuple.of(1, joined(inner, "[", "]")),
                Tuple.of(1, joined(Combinators.combine(string(), space(), inner).as(JsonSample::member), "{", "}")));
    }

    private static JsonSample member(String name, String space, JsonSample value) {
        return new JsonSample(name + space + ":" + value.text, name + ":" + value.minified);
    }

    private static Arbitrary<JsonSample> joined(Arbitrary<JsonSample> items, String open, String close) {
        return Combinators.combine(items.list().ofMinSize(1).ofMaxSize(4), space(), space())
                .as((all, before, behind) -> new JsonSample(
                        open
                                + before
                                + join(all.stream().map(JsonSample::text).toList(), before + "," + behind)
                                + behind
                                + close,
                        open + join(all.stream().map(JsonSample::minified).toList(), ",") + close));
    }

    private static String join(List<String> parts, String between) {
        return String.join(between, parts);
    }

    static Arbitrary<String> space() {
        return Arbitraries.of("", "", " ", "\n", "\r\n", "\t", " \r \n ");
    }

    /** A string of one or more pieces, each a character as it is or escaped, with its quotes. */
    static Arbitrary<String> string() {
        Arbitrary<String> plain = Arbitraries.strings()
                .excludeChars('"', '\\')
                .withCharRange(' ', '\ud7ff')
                .excludeChars('\u007f')
                .ofMinLength(1)
                .ofMaxLength(5);
        Arbitrary<String> special = Arbitraries.of(
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\n",
                "\\r",
                "\\t",
                "\\u0000",
                "\\u000a",
                "\\u2028",
                "\\ud83d\\ude00",
                "\u2028",
                "\ufeff",
                "😀",
                "/",
                ":",
                "data: x");
        return Arbitraries.oneOf(plain, special).list().ofMaxSize(5).map(pieces -> '"' + String.join("", pieces) + '"');
    }

    /** A number in any spelling, also such as no number type holds. */
    private static Arbitrary<String> number() {
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        Arbitraries.of("0", "7", "10", "1234567890123456789012345678901234567890"),
                        Arbitraries.of("", ".0", ".10", ".00000000000000000000000000000001"),
                        Arbitraries.of("", "e0", "E+05", "e-400", "E400"))
                .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent);
    }
}
