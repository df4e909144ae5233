package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader's events go: a connection, in the form of its way. Every method is called on the connection's event
 * loop and returns at once.
 */
public interface Sink {

    /** The way it writes in, for counting. */
    Way way();

    /**
     * Whether it takes another event now. One that says no is left where it is, and {@link Reader#resume()} is due when
     * it would say yes.
     */
    boolean isWritable();

    /**
     * Writes an event, which is borrowed for the call; not necessarily flushed. Returns how many bytes it has written: 0 when
     * it only gathers, and counts for itself what it sends in the end.
     */
    int write(LogEntry entry);

    /** Whether it takes several events in one piece, as far as they come so. */
    default boolean takesBursts() {
        return false;
    }

    /** Writes all of a burst, as {@link #write(LogEntry)} writes an event. */
    default int write(Burst burst) {
        int size = 0;
        for (LogEntry entry : burst.entries()) {
            size += write(entry);
        }
        return size;
    }

    /** Sends what was written. */
    void flush();

    /** A subscription has been given all there was, and is live from now on. */
    default void caughtUp() {}

    /** Events between a place and the earliest that is left cannot be had; reading goes on from the earliest. */
    void gap(Gap gap);

    /** Nothing was written for a while. Returns how many bytes have been now. */
    int idle(@Nullable Cursor place);

    /** The reader's credentials have ended. */
    void expired();

    /** The reader does not take what it must not miss: end, so that it comes back when it can. */
    void tooSlow();

    /** The gateway goes away: say when to come back, and end. */
    void drain(Duration reconnectAfter);

    /** The log cannot be read, so the reader cannot go on. */
    void failed(Throwable cause);
}
