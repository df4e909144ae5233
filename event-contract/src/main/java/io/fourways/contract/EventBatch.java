package io.fourways.contract;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A batch in the CloudEvents JSON format: an array of events, each of which is good or bad on its own.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#4-json-batch-format">
 *     JSON batch format</a>
 */
public final class EventBatch {

    private EventBatch() {}

    /**
     * Hands over the text of each element, in order and untouched; whether it is an event is for
     * {@link EventJson#decode(byte[])} to say. What the consumer throws ends the reading.
     *
     * @throws InvalidEventException naming {@code body}, when the text as a whole is no JSON array; elements before the
     *                               place where it ends to be one have been handed over by then
     */
    public static void split(byte[] text, Consumer<byte[]> element) {
        JsonText.requireJsonCharacters("body", text);
        try (JsonParser parser = JsonText.parser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new InvalidEventException("body", "must be one JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                element.accept(JsonText.slice(parser, text));
            }
            if (parser.nextToken() != null) {
                throw new InvalidEventException("body", "has something after the JSON array");
            }
        } catch (JacksonException malformed) {
            throw JsonText.malformed("body", malformed);
        }
    }

    /** The {@code id} that an element says it has, for telling its sender what is wrong with it; null without one. */
    public static @Nullable String idOf(byte[] element) {
        try (JsonParser parser = JsonText.parser(element)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean id = parser.currentName().equals("id");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && id) {
                        return parser.getString();
                    }
                    parser.skipChildren();
                }
            }
        }
        return null;
    }
}
