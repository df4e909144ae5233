package io.fourways.ingest.json;

import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The names of a JSON object's members, which some providers tell the type by. */
public final class JsonNames {

    private JsonNames() {}

    /** The first name that fits. */
    public static Optional<String> first(byte[] text, Predicate<String> fits) {
        try (JsonParser parser = BoundedJson.parser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    if (fits.test(name)) {
                        return Optional.of(name);
                    }
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            return Optional.empty();
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }
}
