package io.fourways.contract;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/**
 * The wire form of an event, on the broker and to clients: the CloudEvents JSON format on one line, attributes first
 * in a fixed order, the payload last, without insignificant white space.
 *
 * <p>A JSON payload passes through token for token: numbers, escapes, member order and repeated names are as sent.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents JSON
 *     format</a>
 */
public final class EventJson {

    private EventJson() {}

    /** The event in wire form. */
    public static byte[] encode(Event event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JsonText.factory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("specversion", "1.0");
            json.writeStringProperty("id", event.id());
            json.writeStringProperty("source", event.source());
            json.writeStringProperty("type", event.type());
            json.writeStringProperty("channel", event.channel().name());
            writeIfPresent(json, "time", event.time());
            writeIfPresent(json, "datacontenttype", event.dataContentType());
            event.attributes().forEach((name, value) -> write(json, name, value));
            writeData(json, out, event.data());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void writeIfPresent(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void write(JsonGenerator json, String name, Object value) {
        if (value instanceof Boolean flag) {
            json.writeBooleanProperty(name, flag);
        } else if (value instanceof Integer number) {
            json.writeNumberProperty(name, number);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }

    private static void writeData(JsonGenerator json, ByteArrayOutputStream out, @Nullable EventData data) {
        if (data instanceof EventData.Json value) {
            json.writeName("data");
            json.writeRawValue(""); // the colon; the value is bytes already, which no generator takes
            json.flush();
            out.writeBytes(value.utf8());
        } else if (data instanceof EventData.Text text) {
            json.writeStringProperty("data", text.value());
        } else if (data instanceof EventData.Binary binary) {
            json.writeBinaryProperty("data_base64", binary.bytes());
        }
    }

    /**
     * The event that a structured-mode CloudEvent in JSON is. A {@code cursor} attribute, which only a gateway gives, is
     * left out, so that what was read can be published again.
     *
     * @throws InvalidEventException naming the member that is missing or wrong
     */
    public static Event decode(byte[] text) {
        return decode(text, EventDefaults.NONE);
    }

    /**
     * The same, with the attributes that may be missing filled in.
     *
     * @throws InvalidEventException naming the member that is missing or wrong
     */
    public static Event decode(byte[] text, EventDefaults defaults) {
        return members(text).build(defaults);
    }

    /**
     * The same of an object that stands where nothing but an event can, so that {@code specversion} may be missing too.
     *
     * @throws InvalidEventException naming the member that is missing or wrong
     */
    public static Event decodeEmbedded(byte[] text, EventDefaults defaults) {
        return members(text).memberIfAbsent("specversion", "1.0").build(defaults);
    }

    private static EventBuilder members(byte[] text) {
        JsonText.requireJsonCharacters("body", text);
        EventBuilder event = new EventBuilder();
        try (JsonParser parser = JsonText.parser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException("body", "must be one JSON object");
            }
            readMembers(parser, text, event);
            if (parser.nextToken() != null) {
                throw new InvalidEventException("body", "has something after the JSON object");
            }
        } catch (JacksonException malformed) {
            throw JsonText.malformed("body", malformed);
        }
        return event;
    }

    private static void readMembers(JsonParser parser, byte[] text, EventBuilder event) {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (!seen.add(name)) {
                throw new InvalidEventException(name, "appears twice");
            }
            parser.nextToken();
            if (name.equals("data")) {
                event.data(new EventData.Json(JsonText.slice(parser, text)));
            } else {
                event.member(name, attributeValue(name, parser));
            }
        }
    }

    private static @Nullable Object attributeValue(String name, JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT -> integer(name, parser);
            case VALUE_NULL -> null;
            default -> throw new InvalidEventException(name, "must be a string, a boolean or a 32-bit integer");
        };
    }

    private static Integer integer(String name, JsonParser parser) {
        String digits = parser.getString();
        try {
            return Integer.valueOf(digits);
        } catch (NumberFormatException tooLarge) {
            throw new InvalidEventException(name, "must be a string, a boolean or a 32-bit integer");
        }
    }

    /**
     * What delivering an event needs to know of it, read from its wire form without looking at the payload. Where the
     * payload is not last, what is needed is still found behind it, but for a {@code time}.
     *
     * @throws InvalidEventException when the bytes are no event with a channel
     */
    public static EventHead head(byte[] wire) {
        return head(wire, false);
    }

    /**
     * The same.
     *
     * @param all whether to read all attributes up to the payload, for the subject and the place in a trace
     * @throws InvalidEventException when the bytes are no event with a channel
     */
    public static EventHead head(byte[] wire, boolean all) {
        EventHead.Reader head = new EventHead.Reader(all);
        try (JsonParser parser = JsonText.parser(wire)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEventException("body", "must be one JSON object");
            }
            while (!head.isComplete() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                boolean payload = name.equals("data") || name.equals("data_base64");
                if (payload && head.isSufficient()) {
                    break;
                }
                if (parser.nextToken() == JsonToken.VALUE_STRING && !payload) {
                    head.attribute(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException malformed) {
            throw JsonText.malformed("body", malformed);
        }
        return head.read();
    }
}
