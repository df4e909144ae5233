package io.fourways.dispatch.api;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * What the database can keep as it is: text without NUL and without halves of characters, numbers that are not beyond
 * measure.
 */
final class Storable {

    /** What it must be, as the end of a sentence. */
    static final String RULE = "must not have a NUL, half a character, or a number beyond measure";

    private static final int MAX_SCALE = 1000;

    private Storable() {}

    static boolean is(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether everything in it is, names of members among it. */
    static boolean is(JsonNode value) {
        if (value.isString()) {
            return is(value.stringValue());
        }
        if (value.isBigDecimal()) {
            return Math.abs((long) value.decimalValue().scale()) <= MAX_SCALE;
        }
        return value.valueStream().allMatch(Storable::is)
                && value.propertyNames().stream().allMatch(Storable::is);
    }
}
