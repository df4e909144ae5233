package io.fourways.ingest.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Streaming over JSON in UTF-8, no deeper than an event's data may be: nothing is built from it but what is asked for.
 * What is not such JSON ends in a {@link tools.jackson.core.JacksonException}.
 */
final class BoundedJson {

    private static final int MAX_DEPTH = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final JsonFactory WITHOUT_DUPLICATES = FACTORY.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private BoundedJson() {}

    static JsonParser parser(byte[] text) {
        return parser(FACTORY, text);
    }

    /** Of a text in which no object may have a member twice, so that no two readers can differ over which one counts. */
    static JsonParser strictParser(byte[] text) {
        return parser(WITHOUT_DUPLICATES, text);
    }

    private static JsonParser parser(JsonFactory factory, byte[] text) {
        for (int i = 0; i < Math.min(4, text.length); i++) {
            if (text[i] == 0) {
                throw new StreamReadException(
                        (JsonParser) null, "UTF-16 or UTF-32, whose offsets are not those of UTF-8");
            }
        }
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    /** Moves the parser from before the text to the first token of the value that the pointer names, if there is one. */
    static boolean moveTo(JsonParser parser, JsonPointer pointer) {
        if (parser.nextToken() == null) {
            return false;
        }
        JsonPointer rest = pointer;
        while (!rest.matches()) {
            if (!moveToChild(parser, rest)) {
                return false;
            }
            rest = rest.tail();
        }
        return true;
    }

    private static boolean moveToChild(JsonParser parser, JsonPointer pointer) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = pointer.matchesProperty(parser.currentName());
                parser.nextToken();
                if (found) {
                    return true;
                }
                parser.skipChildren();
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (pointer.matchesElement(i)) {
                    return true;
                }
                parser.skipChildren();
            }
        }
        return false;
    }

    /** The bytes of the object or array whose first token the parser is at, untouched; moves the parser to its end. */
    static byte[] slice(JsonParser parser, byte[] text) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(text, start, end);
    }
}
