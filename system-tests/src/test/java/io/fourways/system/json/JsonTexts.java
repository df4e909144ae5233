package io.fourways.system.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is written: parts of a text are cut out, never parsed and written again. */
public final class JsonTexts {

    private static final int MAX_DEPTH = 20_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DEPTH)
                    .build())
            .build();
    private static final JsonMapper MAPPER = new JsonMapper(JSON);

    private JsonTexts() {}

    /** The text, read. */
    public static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /**
     * The text without insignificant white space. Two valid texts have the same tokens, each written the same way,
     * exactly if their compact forms are equal.
     */
    public static String compact(String text) {
        StringBuilder compact = new StringBuilder(text.length());
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                compact.append(c).append(text.charAt(++i));
            } else if (inString || !isWhiteSpace(c)) {
                compact.append(c);
                inString ^= c == '"';
            }
        }
        return compact.toString();
    }

    /** A member of an object, as it is written. */
    public static String member(String object, String name) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = parser.currentName();
                parser.nextToken();
                String value = value(parser, object);
                if (member.equals(name)) {
                    return value;
                }
            }
        }
        throw new AssertionError("No " + name + " in " + object);
    }

    /** Every element of every array that is a member of this name, at any depth, as it is written. */
    public static List<String> elementsOf(String text, String array) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && array.equals(parser.currentName())) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        elements.add(value(parser, text));
                    }
                }
            }
        }
        return elements;
    }

    private static String value(JsonParser parser, String text) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
