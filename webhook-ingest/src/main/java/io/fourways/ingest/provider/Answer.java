package io.fourways.ingest.provider;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a provider is answered.
 *
 * @param status  the HTTP status
 * @param headers by name
 * @param body    empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** 200 and nothing more. */
    public static final Answer OK = new Answer(200, Map.of(), new byte[0]);

    /** A status and nothing more. */
    public static Answer status(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** 200 with plain text, which no browser is to take for anything else: it may be what somebody sent. */
    public static Answer text(String text) {
        return of("text/plain; charset=utf-8", text);
    }

    /** 200 with JSON. */
    public static Answer json(String json) {
        return of("application/json", json);
    }

    private static Answer of(String contentType, String body) {
        return new Answer(
                200,
                Map.of("Content-Type", contentType, "X-Content-Type-Options", "nosniff"),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
