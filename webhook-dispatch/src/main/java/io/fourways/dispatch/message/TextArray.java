package io.fourways.dispatch.message;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An array of texts as PostgreSQL writes it, for arrays of arrays that are not all as long. */
final class TextArray {

    private TextArray() {}

    /** Null for none. */
    static @Nullable String literal(List<String> elements) {
        return elements.isEmpty()
                ? null
                : elements.stream().map(TextArray::quoted).collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String element) {
        return '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
