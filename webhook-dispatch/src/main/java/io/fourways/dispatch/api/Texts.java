package io.fourways.dispatch.api;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Text that the database can keep as it is: without NUL, and without halves of characters. */
final class Texts {

    private Texts() {}

    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether all texts in it are, names of members among them. */
    static boolean isStorable(JsonNode value) {
        if (value.isString()) {
            return isStorable(value.stringValue());
        }
        return value.valueStream().allMatch(Texts::isStorable)
                && value.propertyNames().stream().allMatch(Texts::isStorable);
    }
}
