package io.fourways.gateway.position;

import io.fourways.gateway.log.Cursor;
import java.util.List;

/**
 * What was found of a selection in a stretch of the log, all of which was looked at.
 *
 * @param from   the first offset of the stretch; 0 when the log begins there
 * @param end    the offset that the stretch ends before
 * @param newest the events of the selection in it, newest first
 */
record Sighted(long from, long end, List<Cursor> newest) {

    static final Sighted NOTHING = new Sighted(0, 0, List.of());

    Sighted {
        newest = List.copyOf(newest);
    }

    /** The newest so many of it, or all when there are fewer; of a stretch that begins with the last of them. */
    Sighted newest(int count) {
        return newest.size() <= count
                ? this
                : new Sighted(newest.get(count - 1).offset(), end, newest.subList(0, count));
    }
}
