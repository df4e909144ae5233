package io.fourways.ingest.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/**
 * The strings, numbers and booleans that stand at some places of a JSON text, each as text. Reading stops as soon as all
 * are found, and at what is no JSON; of a member that appears twice the first counts.
 */
public final class JsonValues {

    private final Map<String, String> found = new HashMap<>();
    private final int wanted;

    private JsonValues(int wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads what stands at these places.
     *
     * @param pointers as RFC 6901 writes them
     */
    public static JsonValues read(byte[] text, String... pointers) {
        JsonValues values = new JsonValues(pointers.length);
        Map<String, JsonPointer> open = new HashMap<>();
        for (String pointer : pointers) {
            open.put(pointer, JsonPointer.compile(pointer));
        }
        try (JsonParser parser = BoundedJson.parser(text)) {
            if (parser.nextToken() != null) {
                values.visit(parser, open);
            }
        } catch (JacksonException noJson) {
            return values;
        }
        return values;
    }

    /** What stands there; empty too when it is null, an object or an array. */
    public Optional<String> at(String pointer) {
        return Optional.ofNullable(found.get(pointer));
    }

    private boolean isComplete() {
        return found.size() == wanted;
    }

    /** Recursion goes as deep as the pointers do, not as deep as the text. */
    private void visit(JsonParser parser, Map<String, JsonPointer> open) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (!isComplete() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                descend(parser, below(open, pointer -> pointer.matchProperty(name)));
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (int i = 0; !isComplete() && parser.nextToken() != JsonToken.END_ARRAY; i++) {
                int index = i;
                descend(parser, below(open, pointer -> pointer.matchElement(index)));
            }
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            take(parser, open);
        }
    }

    private void descend(JsonParser parser, Map<String, JsonPointer> open) {
        if (open.isEmpty()) {
            parser.skipChildren();
        } else {
            visit(parser, open);
        }
    }

    private void take(JsonParser parser, Map<String, JsonPointer> open) {
        open.forEach((pointer, rest) -> {
            if (rest.matches()) {
                found.putIfAbsent(pointer, parser.getString());
            }
        });
    }

    private static Map<String, JsonPointer> below(Map<String, JsonPointer> open, Step step) {
        Map<String, JsonPointer> next = new HashMap<>();
        open.forEach((pointer, rest) -> {
            JsonPointer tail = rest.matches() ? null : step.into(rest);
            if (tail != null) {
                next.put(pointer, tail);
            }
        });
        return next;
    }

    /** From a pointer to what is left of it behind a member or an element; null where it leads elsewhere. */
    private interface Step {
        @Nullable
        JsonPointer into(JsonPointer pointer);
    }
}
