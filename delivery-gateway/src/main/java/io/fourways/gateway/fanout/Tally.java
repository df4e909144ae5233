package io.fourways.gateway.fanout;

import io.fourways.gateway.log.LogEntry;

/**
 * What one event loop has given to the readers of one way since it last flushed them: counted in plain fields, for that is done
 * for every delivery, and brought to the meters once for all of it. Touched by that loop only.
 *
 * <p>Of when the events were stored it keeps each moment once: there are no more of them than milliseconds, however many events
 * and readers there are.
 */
final class Tally {

    private static final int MOMENTS = 256;

    private final OutgoingMetrics metrics;
    private final long[] moments = new long[MOMENTS];
    private int count;
    private long events;
    private long bytes;
    private boolean isGiven;

    Tally(OutgoingMetrics metrics) {
        this.metrics = metrics;
    }

    /** A live event was given to a reader; {@link #passed} says which when all have had it. */
    void gave(int size) {
        isGiven = true;
        gavePast(size);
    }

    /** An event of the past was given to a reader. */
    void gavePast(int size) {
        if (size > 0) {
            events++;
            bytes += size;
        }
    }

    /** Something was written that is no event. */
    void wrote(int size) {
        bytes += size;
    }

    /** Every live reader has been given this event. One that is older than this gateway's reading of the log says nothing. */
    void passed(LogEntry entry) {
        if (isGiven && entry.isFresh()) {
            note(entry.written());
        }
        isGiven = false;
    }

    private void note(long written) {
        if (count > 0 && moments[count - 1] == written) {
            return;
        }
        if (count == MOMENTS) {
            measure();
        }
        moments[count] = written;
        count++;
    }

    /** What was given has been flushed. */
    void flushed() {
        if (count > 0) {
            measure();
        }
        if (bytes > 0) {
            metrics.wrote(events, bytes);
            events = 0;
            bytes = 0;
        }
    }

    private void measure() {
        long now = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            metrics.stale(now - moments[i]);
        }
        count = 0;
    }
}
