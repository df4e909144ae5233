package io.fourways.dispatch.message.api;

import io.fourways.contract.EventData;
import io.fourways.contract.InvalidEventException;
import io.fourways.contract.JsonMembers;
import io.fourways.dispatch.api.Members;
import io.fourways.dispatch.message.NewMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/**
 * What a request wants sent: its {@code payload}, token for token, or what Svix's clients put beside it as a text, which
 * may be anything.
 *
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Payload(String contentType, byte[] bytes) {

    private static final String BESIDE = "transformationsParams";
    private static final String RAW = "rawPayload";
    private static final Pattern VISIBLE = Pattern.compile("[ -~]{1,255}");

    static Payload of(Members members, byte[] body) {
        JsonNode beside = members.json(BESIDE);
        return beside != null && beside.path(RAW).isString()
                ? raw(members, beside.path(RAW).stringValue(), beside)
                : new Payload(NewMessage.JSON, object(members, body));
    }

    private static byte[] object(Members members, byte[] body) {
        byte[] payload = members(members, body).get("payload");
        if (payload == null) {
            throw members.missing("payload");
        }
        if (payload[0] != '{') {
            throw members.invalid("must be an object", "payload");
        }
        return payload;
    }

    /** What is wrong with the text as a whole names a member only if it has one twice. */
    private static Map<String, byte[]> members(Members members, byte[] body) {
        try {
            return JsonMembers.of(body);
        } catch (InvalidEventException invalid) {
            throw invalid.member().equals("body")
                    ? members.invalid(invalid.getMessage())
                    : members.invalid("appears twice", invalid.member());
        }
    }

    private static Payload raw(Members members, String text, JsonNode beside) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonNode given = beside.at("/headers/content-type");
        String contentType = given.isString() ? given.stringValue() : NewMessage.JSON;
        if (!isMediaType(contentType)) {
            throw members.invalid("must be a media type", BESIDE, "headers", "content-type");
        }
        if (EventData.isJson(contentType) && !isJson(bytes)) {
            throw members.invalid("must be JSON", BESIDE, RAW);
        }
        return new Payload(contentType, bytes);
    }

    /** What could not be sent in a header would be accepted, and then never sent. */
    private static boolean isMediaType(String text) {
        try {
            return VISIBLE.matcher(text).matches()
                    && MediaType.parseMediaType(text).isConcrete();
        } catch (InvalidMediaTypeException none) {
            return false;
        }
    }

    private static boolean isJson(byte[] bytes) {
        try {
            EventData.of(NewMessage.JSON, bytes);
            return true;
        } catch (InvalidEventException noJson) {
            return false;
        }
    }

    /** As it is within an event. */
    EventData data() {
        return EventData.of(contentType, bytes);
    }

    /** As JSON shows it: itself, or the text that it is; what is expunged says that it is. */
    static String shown(String contentType, byte @Nullable [] bytes) {
        if (bytes == null) {
            return "{\"expired\":true}";
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return EventData.isJson(contentType) ? text : Json.string(text);
    }
}
