package io.fourways.gateway.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a browser makes of an event stream, byte by byte.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML, parsing and
 *     interpreting an event stream</a>
 */
final class EventStreamParser {

    private static final String MARK = "\ufeff";

    private final Queue<Message> messages = new ArrayDeque<>();
    private final List<String> comments = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id = "";
    private String lastEventId = "";
    private long retry = -1;
    private boolean behindReturn;
    private boolean begun;

    /**
     * What a script is given.
     *
     * @param type        {@code message} when the stream does not say
     * @param lastEventId what the client would resume from
     */
    record Message(String type, String data, String lastEventId) {}

    void take(byte[] bytes) {
        for (byte each : bytes) {
            take(each);
        }
    }

    private void take(byte next) {
        boolean secondHalf = next == '\n' && behindReturn;
        behindReturn = next == '\r';
        if (next != '\n' && next != '\r') {
            line.write(next);
        } else if (!secondHalf) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            interpret(begun || !text.startsWith(MARK) ? text : text.substring(1));
            begun = true;
        }
    }

    private void interpret(String text) {
        int colon = text.indexOf(':');
        if (text.isEmpty()) {
            dispatch();
        } else if (colon == 0) {
            comments.add(text.substring(1));
        } else if (colon < 0) {
            field(text, "");
        } else {
            String value = text.substring(colon + 1);
            field(text.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> retry = value.matches("[0-9]+") ? Long.parseLong(value) : retry;
            default -> {} // is ignored
        }
    }

    private void dispatch() {
        lastEventId = id;
        if (data.length() > 0) {
            data.setLength(data.length() - 1);
            messages.add(new Message(type.isEmpty() ? "message" : type, data.toString(), lastEventId));
        }
        data.setLength(0);
        type = "";
    }

    /** The next of those that have come; null when there is none. */
    @Nullable
    Message poll() {
        return messages.poll();
    }

    List<String> comments() {
        return comments;
    }

    String lastEventId() {
        return lastEventId;
    }

    /** Milliseconds; -1 when nothing was said of it. */
    long retry() {
        return retry;
    }
}
