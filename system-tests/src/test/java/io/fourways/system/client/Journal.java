package io.fourways.system.client;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one client has received, in order, and its place in the log. Safe for use by several threads. */
public final class Journal {

    private final List<Received> events = new ArrayList<>();
    private final List<String> gaps = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final boolean keepsTexts;
    private volatile String cursor;

    /** A client that begins after a cursor; the empty cursor means from now. */
    public Journal(String cursor) {
        this(cursor, true);
    }

    private Journal(String cursor, boolean keepsTexts) {
        this.cursor = cursor;
        this.keepsTexts = keepsTexts;
    }

    /** The same, of events so large that only what they are called is kept. */
    public static Journal withoutTexts(String cursor) {
        return new Journal(cursor, false);
    }

    /** Where it goes on: the newest cursor it was told. */
    public String cursor() {
        return cursor;
    }

    void event(String text) {
        Received event = Received.parse(text);
        synchronized (events) {
            events.add(keepsTexts ? event : event.withoutText());
        }
        cursor = event.cursor();
    }

    void position(String newer) {
        cursor = newer;
    }

    void gap(String text) {
        gaps.add(text);
    }

    void notice(String text) {
        notices.add(text);
    }

    /** Every event so far. */
    public List<Received> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** How many events so far. */
    public int size() {
        synchronized (events) {
            return events.size();
        }
    }

    /** Every gap it was told of: the SSE data, the WebSocket member or the 410 problem. */
    public List<String> gaps() {
        return gaps;
    }

    /** Whatever else it was told: errors, drains, expiry. */
    public List<String> notices() {
        return notices;
    }

    public List<String> ids() {
        return events().stream().map(Received::id).toList();
    }

    /** Waits until there are this many events. */
    public Journal awaitSize(int size) {
        return awaitSize(size, Duration.ofSeconds(30));
    }

    /** Waits until there are this many events. */
    public Journal awaitSize(int size, Duration patience) {
        await(size + " events")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> size() >= size);
        return this;
    }
}
