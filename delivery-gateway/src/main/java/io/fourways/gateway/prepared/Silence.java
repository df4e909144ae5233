package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.position.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Where in the window nothing of one selection stands. Each entry is looked at once, however many ask. Thread-safe: of two
 * who look at once, one has looked in vain.
 */
final class Silence {

    /** So many entries are looked at while a request waits; more are for the fan-out, which gives way to other work. */
    private static final long LOOK = 1024;

    private static final long UNKNOWN = -2;

    private final Window window;
    private final Selection selection;
    private volatile @Nullable Seen seen;

    Silence(Window window, Selection selection) {
        this.window = window;
        this.selection = selection;
    }

    /**
     * A stretch of the window that was looked at.
     *
     * @param last the newest index in it at which something selected stands; -1 when there is none
     */
    private record Seen(int generation, long from, long to, long last) {}

    /** The newest place, when nothing selected stands at this index or behind it; null when something does, or may. */
    @Nullable
    Cursor since(long index) {
        int generation = window.generation();
        long tail = window.tail();
        LogEntry newest = window.peek(tail - 1);
        Seen before = seen;
        if (before == null || before.generation != generation || before.to < window.head() || tail - before.to > LOOK) {
            before = new Seen(generation, index, index, -1);
        }
        Seen now = widened(before, index, tail);
        if (newest == null || now == null || window.generation() != generation) {
            return null;
        }
        seen = now;
        return now.last < index ? newest.cursor() : null;
    }

    private @Nullable Seen widened(Seen before, long index, long tail) {
        long from = Math.min(index, before.from);
        if (before.from - from > LOOK || tail - before.to > LOOK) {
            return null;
        }
        long later = newest(before.to, tail);
        long earlier = later >= 0 || before.last >= 0 ? -1 : newest(from, before.from);
        if (later == UNKNOWN || earlier == UNKNOWN) {
            return null;
        }
        return new Seen(before.generation, from, tail, Math.max(before.last, Math.max(later, earlier)));
    }

    private long newest(long from, long to) {
        long found = -1;
        for (long index = from; index < to; index++) {
            LogEntry entry = window.peek(index);
            if (entry == null) {
                return UNKNOWN;
            }
            found = selection.wants(entry) ? index : found;
        }
        return found;
    }
}
