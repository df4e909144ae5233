package io.fourways.gateway.position;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * One look from the end of the log backwards for a selection's newest events. Where it comes to a stretch that was
 * looked at before, it takes what was found there, and goes on behind it. For one thread at a time.
 */
final class Look {

    private final Selection selection;
    private final int count;
    private final Sighted before;
    private final long now = System.currentTimeMillis();
    private final List<Cursor> found = new ArrayList<>();
    private long end;
    private long from;
    private boolean joined;

    /** @param before what an earlier look has found */
    Look(Selection selection, int count, Sighted before) {
        this.selection = selection;
        this.count = count;
        this.before = before;
        this.joined = before.end() == 0;
    }

    /** Looks at the window from its end on, until it has seen enough, but for what was seen of it before. */
    void at(Window window) {
        long index = window.tail() - 1;
        LogEntry entry = window.peek(index);
        end = entry == null ? before.end() : Math.max(before.end(), entry.offset() + 1);
        from = end;
        while (entry != null && entry.offset() >= before.end() && !(joined && isDone())) {
            take(entry);
            index--;
            entry = window.peek(index);
        }
        joinIfReached(entry == null ? from : entry.offset());
        if (joined) {
            onThrough(window);
        }
    }

    /** What was seen before may end within the window, and who wants more than that must look on there. */
    private void onThrough(Window window) {
        long index = window.indexAfter(from - 1) - 1;
        LogEntry entry = window.peek(index);
        while (entry != null && entry.offset() < from && !isDone()) {
            take(entry);
            index--;
            entry = window.peek(index);
        }
    }

    /** Looks at a page, which must hold the place before the one that it has come to. */
    void at(Page page) {
        long lowest = joined ? page.from() : Math.max(page.from(), before.end());
        List<LogEntry> entries = page.entries();
        long reached = from;
        for (int i = entries.size() - 1; i >= 0 && !isDone(); i--) {
            LogEntry entry = entries.get(i);
            if (entry.offset() < reached && entry.offset() >= lowest) {
                take(entry);
            }
        }
        if (!isDone()) {
            from = page.begin() == null || lowest > page.from() ? lowest : 0;
            joinIfReached(from);
        }
    }

    private void take(LogEntry entry) {
        from = entry.offset();
        if (selection.wants(entry) && !entry.isOutlived(now)) {
            found.add(entry.cursor());
        }
    }

    private void joinIfReached(long offset) {
        if (!joined && offset <= before.end()) {
            joined = true;
            found.addAll(before.newest());
            from = before.from();
        }
    }

    boolean isDone() {
        return found.size() >= count;
    }

    /** Every offset from this one to the end of the log was looked at. */
    long from() {
        return from;
    }

    Sighted sighted() {
        return sightedFrom(from);
    }

    /** What it has seen, as if it had come further: nobody is to look there again. */
    Sighted sightedFrom(long lowest) {
        return new Sighted(lowest, end, found);
    }
}
