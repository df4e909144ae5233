package io.fourways.gateway.prepared;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.shortcut.Turn;
import org.jspecify.annotations.Nullable;

/**
 * One poll that is answered here.
 *
 * @param generation of the window in which its places were found
 * @param from       the place behind which a page begins
 * @param named      whether it is the request's cursor, and not its tag alone, that names that place
 * @param since      the place behind which there must be something new
 * @param known      the place that the client's tag names; null when it has none
 * @param begun      when it came, by {@link System#nanoTime()}
 */
record Asking(
        Turn turn,
        Question question,
        int generation,
        Cursor from,
        boolean named,
        Cursor since,
        @Nullable Cursor known,
        long begun) {

    /** Whether it is to be known first that there is something new, before the page is read from further back. */
    boolean looksFirst() {
        return !since.equals(from);
    }
}
