package io.fourways.gateway.sse;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Gap;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What an event stream says beside the events themselves. */
final class SseFields {

    /** A comment, which clients ignore. */
    static final String HEARTBEAT = ":\n\n";

    /** The end of the client's credentials. */
    static final String EXPIRED = "event: expired\ndata: {}\n\n";

    private static final Duration RETRY = Duration.ofSeconds(2);

    private SseFields() {}

    /** How long to wait before coming back: different for each, so that they do not all come at once. */
    static String retry() {
        long base = RETRY.toMillis();
        return retry(Duration.ofMillis(ThreadLocalRandom.current().nextLong(base / 2, base * 3 / 2)));
    }

    static String retry(Duration delay) {
        return "retry: " + delay.toMillis() + "\n\n";
    }

    /** What clients ignore and people read; one line. */
    static String comment(String text) {
        return ": " + text.replaceAll("[\\r\\n]+", " ") + "\n\n";
    }

    /** An id without data: no event to the client's script, but what it will resume from. */
    static String position(Cursor place) {
        return "id: " + place + "\n\n";
    }

    static String gap(Gap gap) {
        return "event: gap\nid: " + gap.earliest() + "\ndata: " + gap.toJson() + "\n\n";
    }
}
