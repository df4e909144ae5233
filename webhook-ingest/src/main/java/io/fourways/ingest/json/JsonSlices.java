package io.fourways.ingest.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/** Objects cut out of a JSON text by their place in it: the bytes as received, numbers, escapes and order untouched. */
public final class JsonSlices {

    /** More events than any provider sends at once; so many small ones could weigh a thousand times the body. */
    private static final int MAX_ELEMENTS = 10_000;

    private JsonSlices() {}

    /** The objects that the text, one array of objects, holds; empty when it is something else. */
    public static Optional<List<byte[]>> elements(byte[] text) {
        try (JsonParser parser = BoundedJson.parser(text)) {
            return elements(parser, text, JsonPointer.empty(), MAX_ELEMENTS);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    /**
     * The objects of the array that the pointer names; empty too when any object of the text has a member twice, or when
     * there are more than so many.
     */
    public static Optional<List<byte[]>> strictElements(byte[] text, String pointer, int most) {
        try (JsonParser parser = BoundedJson.strictParser(text)) {
            return elements(parser, text, JsonPointer.compile(pointer), most);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    /** The object that the pointer names. */
    public static Optional<byte[]> at(byte[] text, String pointer) {
        try (JsonParser parser = BoundedJson.parser(text)) {
            return BoundedJson.moveTo(parser, JsonPointer.compile(pointer))
                            && parser.currentToken() == JsonToken.START_OBJECT
                    ? Optional.of(BoundedJson.slice(parser, text))
                    : Optional.empty();
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static Optional<List<byte[]>> elements(JsonParser parser, byte[] text, JsonPointer pointer, int most) {
        if (!BoundedJson.moveTo(parser, pointer) || parser.currentToken() != JsonToken.START_ARRAY) {
            return Optional.empty();
        }
        List<byte[]> slices = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT || slices.size() == most) {
                return Optional.empty();
            }
            slices.add(BoundedJson.slice(parser, text));
        }
        return endsWell(parser) ? Optional.of(slices) : Optional.empty();
    }

    /** Whether what is left closes the text's one value, and nothing follows. */
    private static boolean endsWell(JsonParser parser) {
        while (!parser.streamReadContext().inRoot()) {
            parser.nextToken();
        }
        return parser.nextToken() == null;
    }
}
