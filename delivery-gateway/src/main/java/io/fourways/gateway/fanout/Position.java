package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;

/**
 * Where reading begins.
 *
 * @param handled the last offset that is not to be delivered
 * @param place   a proven cursor for it
 */
public record Position(long handled, Cursor place) {

    /** The position that a cursor names. */
    public static Position at(Cursor cursor) {
        return new Position(cursor.lastOffset(), cursor);
    }
}
