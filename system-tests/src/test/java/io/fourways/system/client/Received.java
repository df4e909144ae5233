package io.fourways.system.client;

import io.fourways.system.json.JsonTexts;
import tools.jackson.databind.JsonNode;

/**
 * An event as a client got it.
 *
 * @param text the JSON text, byte for byte
 * @param at   when, in {@link System#nanoTime} terms
 */
public record Received(String cursor, String source, String id, String text, long at) {

    static Received parse(String text) {
        JsonNode event = JsonTexts.tree(text);
        return new Received(
                event.required("cursor").stringValue(),
                event.required("source").stringValue(),
                event.required("id").stringValue(),
                text,
                System.nanoTime());
    }

    /** The same, but for its text. */
    Received withoutText() {
        return new Received(cursor, source, id, "", at);
    }

    /** Its {@code data}, as it is written. */
    public String data() {
        return JsonTexts.member(text, "data");
    }

    /** One of its attributes that is a string. */
    public String attribute(String name) {
        return JsonTexts.tree(text).required(name).stringValue();
    }
}
