package io.fourways.gateway.replay;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the log behind the window.
 *
 * @param entries what it holds, in order; their bytes are on the heap and need no release
 * @param from    the first offset it covers
 * @param end     the offset it ends before: all that the log held in between is in {@code entries}
 * @param full    whether it ends there since it holds as many bytes as a page may: what follows is another page
 * @param begin   the place before the earliest event that the log still held, as it was when the page was read; null
 *                when that was before the page
 */
public record Page(
        List<LogEntry> entries,
        long from,
        long end,
        boolean full,
        @Nullable Cursor begin) {

    /** What is left of it behind an offset. */
    public List<LogEntry> after(long offset) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return entries.subList(low, entries.size());
    }

    /** Whether something that followed this offset had been forgotten by the log. */
    public boolean hasForgottenAfter(long offset) {
        List<LogEntry> following = after(offset);
        boolean adjoins = !following.isEmpty() && following.get(0).offset() == offset + 1;
        return !adjoins && begin != null && begin.lastOffset() > offset;
    }

    int weight() {
        return entries.stream().mapToInt(LogEntry::weight).sum() + 64 * entries.size();
    }
}
