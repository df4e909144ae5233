package io.fourways.standalone.demo;

import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as a reader got it.
 *
 * @param source with {@code id} what makes the event this one and no other
 * @param cursor its place in the log
 * @param time   when it happened
 */
record Received(String source, String id, String cursor, Instant time) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Received of(JsonNode event) {
        return new Received(
                event.required("source").asString(),
                event.required("id").asString(),
                event.required("cursor").asString(),
                Instant.parse(event.required("time").asString()));
    }

    /** Text as JSON; {@link UnexpectedAnswerException} when it is none. */
    static JsonNode parse(String text) throws UnexpectedAnswerException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnexpectedAnswerException("not JSON: " + text);
        }
    }

    /** The event's identity. */
    String identity() {
        return source + " " + id;
    }
}
