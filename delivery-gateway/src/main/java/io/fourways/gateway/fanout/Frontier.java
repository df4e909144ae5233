package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;

/** How far one event loop has come in the window, which is where its live subscriptions are. Touched by that loop only. */
final class Frontier {

    /** Before anything of the log was read. */
    private static final Cursor NOWHERE = new Cursor(0, 0, true);

    private final Window window;
    private int generation;
    private long next;
    private Cursor place;

    Frontier(Window window) {
        this.window = window;
        this.generation = window.generation();
        this.place = goToEnd();
    }

    /** Which of the logs that the window has held this place is in. */
    int generation() {
        return generation;
    }

    /** The index in the window that is to be dispatched next. */
    long next() {
        return next;
    }

    /** The place just before it. */
    Cursor place() {
        return place;
    }

    /** Whether anything of the log was read. */
    boolean isSomewhere() {
        return !place.equals(NOWHERE);
    }

    /** Whether the window holds another log than the one of this place. */
    boolean isOfAnotherLog() {
        return generation != window.generation();
    }

    void pass(LogEntry entry) {
        next++;
        place = entry.cursor();
    }

    void skipToEnd() {
        place = goToEnd();
    }

    /** Goes to the end of the log that the window holds now; false while it holds nothing. */
    boolean startAnew() {
        int another = window.generation();
        Cursor newest = goToEnd();
        if (newest.equals(NOWHERE)) {
            return false;
        }
        generation = another;
        place = newest;
        return true;
    }

    /** Sets the next index to the window's end; the place just before it. */
    private Cursor goToEnd() {
        LogEntry newest;
        do {
            next = window.tail();
            newest = window.peek(next - 1);
        } while (newest == null && window.newest() != null);
        return newest == null ? NOWHERE : newest.cursor();
    }
}
