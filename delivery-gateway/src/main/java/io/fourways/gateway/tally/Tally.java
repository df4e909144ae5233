package io.fourways.gateway.tally;

import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.EntryTrace;
import io.fourways.gateway.log.LogEntry;
import io.fourways.service.trace.EventSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * What one event loop has given to the readers of one way since it last flushed them: counted in plain fields, for that is done
 * for every delivery, and brought to the meters once for all of it. Touched by that loop only.
 *
 * <p>Of when the events were stored it keeps each moment once: there are no more of them than milliseconds, however many events
 * and readers there are. Of events that are sampled it tells their traces.
 */
public final class Tally {

    private static final int MOMENTS = 256;

    private final OutgoingMetrics metrics;
    private final WriteSpans spans;
    private final List<Sampled> sampled = new ArrayList<>();
    private final long[] moments = new long[MOMENTS];
    private int count;
    private long events;
    private long bytes;
    private boolean isGiven;
    private boolean isBurstGiven;

    /** @param spans where it is told of sampled events that they were written */
    Tally(OutgoingMetrics metrics, WriteSpans spans) {
        this.metrics = metrics;
        this.spans = spans;
    }

    /** An event that is sampled, and which of the moments is its own. */
    private record Sampled(EntryTrace trace, int moment) {}

    /** A live event was given to a reader; {@link #passed} says which when all have had it. */
    public void gave(int size) {
        isGiven = true;
        count(1, size);
    }

    /** The same of several live events, until {@link #passedBurst}. */
    public void gave(Burst burst, int size) {
        isBurstGiven = true;
        count(burst.entries().size(), size);
    }

    /** An event of the past was given to a reader. */
    public void gavePast(LogEntry entry, int size) {
        EntryTrace trace = entry.trace();
        if (trace != null) {
            spans.written(trace);
        }
        count(1, size);
    }

    private void count(int given, int size) {
        if (size > 0) {
            events += given;
            bytes += size;
        }
    }

    /** Something was written that is no event. */
    public void wrote(int size) {
        bytes += size;
    }

    /** Every live reader has been given this event. One that is older than this gateway's reading of the log says nothing. */
    void passed(LogEntry entry) {
        if ((isGiven || isBurstGiven) && entry.isFresh()) {
            note(entry.written());
            if (entry.trace() != null) {
                sampled.add(new Sampled(entry.trace(), count - 1));
            }
        }
        isGiven = false;
    }

    /** The events last passed were all that came in one piece. */
    void passedBurst() {
        isBurstGiven = false;
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
    public void flushed() {
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
            measure(i, now - moments[i]);
        }
        count = 0;
        sampled.clear();
    }

    /** The last of the sampled events of a moment is the example of how stale they all were. */
    private void measure(int moment, long millis) {
        EventSpan example = EventSpan.NONE;
        for (int i = 0; i < sampled.size(); i++) {
            if (sampled.get(i).moment() == moment) {
                example = spans.written(sampled.get(i).trace());
            }
        }
        if (example.isRecorded()) {
            example.within(() -> metrics.stale(millis));
        } else {
            metrics.stale(millis);
        }
    }
}
