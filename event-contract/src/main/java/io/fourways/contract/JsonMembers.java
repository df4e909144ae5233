package io.fourways.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a JSON object, each value as its text: every token as it was sent, no white space between them. */
public final class JsonMembers {

    private JsonMembers() {}

    /**
     * The object's members, in the order sent.
     *
     * @throws InvalidEventException naming {@code body} when the text is not one JSON object, or the member that appears
     *     twice
     */
    public static Map<String, byte[]> of(byte[] text) {
        JsonText.requireJsonCharacters("body", text);
        try (JsonParser parser = JsonText.parser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException("body", "must be one JSON object");
            }
            Map<String, byte[]> members = read(parser, text);
            if (parser.nextToken() != null) {
                throw new InvalidEventException("body", "has something after the JSON object");
            }
            return members;
        } catch (JacksonException malformed) {
            throw JsonText.malformed("body", malformed);
        }
    }

    private static Map<String, byte[]> read(JsonParser parser, byte[] text) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, JsonText.slice(parser, text)) != null) {
                throw new InvalidEventException(name, "appears twice");
            }
        }
        return members;
    }
}
