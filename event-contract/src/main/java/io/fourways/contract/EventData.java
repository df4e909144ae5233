package io.fourways.contract;

import java.nio.charset.StandardCharsets;

/**
 * The payload of an event as the CloudEvents JSON format carries it: a JSON value, a text, or bytes.
 *
 * <p>The arrays are owned by the record they are in and are not to be changed.
 */
public sealed interface EventData {

    /**
     * A JSON value, the tokens as they were sent and no insignificant white space between them.
     *
     * @param utf8 the value's text
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Json(byte[] utf8) implements EventData {}

    /**
     * A text that is not JSON, carried as a JSON string.
     *
     * @param value the text
     */
    record Text(String value) implements EventData {}

    /**
     * Anything else, carried as {@code data_base64}.
     *
     * @param bytes the payload
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Binary(byte[] bytes) implements EventData {}

    /**
     * The payload that a body of this content type is. JSON ({@code application/json}, {@code text/json}, {@code +json})
     * is checked and stripped of insignificant white space, {@code text/*} in UTF-8 stays text, all else is bytes.
     *
     * @param contentType a media type, parameters allowed
     * @throws InvalidEventException naming {@code data}, when the content type says JSON and the body is not
     */
    static EventData of(String contentType, byte[] body) {
        if (isJson(contentType)) {
            return new Json(JsonText.compact("data", body));
        }
        boolean text = MediaType.isUtf8Text(contentType) && JsonText.isUtf8(body);
        return text ? new Text(new String(body, StandardCharsets.UTF_8)) : new Binary(body);
    }

    /** Whether a media type's payload is JSON, as the CloudEvents JSON format defines it. */
    static boolean isJson(String contentType) {
        return MediaType.isJson(contentType);
    }
}
