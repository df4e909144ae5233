package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.policy.Policy;
import io.fourways.gateway.tally.Tallies;
import io.fourways.gateway.tally.Tally;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop that live events were written to and that are to be flushed: each once for all that came
 * meanwhile, at the end of the task, or, where nothing but events that linger was written, up to so much later. On that loop only.
 */
final class Flushes {

    private final EventLoop eventLoop;
    private final Tallies tallies;
    private final Tallies later;
    private final List<Reader> due = new ArrayList<>();
    private final List<Reader> lingering = new ArrayList<>();
    private @Nullable ScheduledFuture<?> timer;

    /**
     * @param tallies where it is counted what is flushed at the end of the task
     * @param later   the same of what lingers
     */
    Flushes(EventLoop eventLoop, Tallies tallies, Tallies later) {
        this.eventLoop = eventLoop;
        this.tallies = tallies;
        this.later = later;
    }

    /** An event was written to a connection, so many bytes. */
    void wrote(Reader reader, Policy policy, int size) {
        tally(reader, policy).gave(size);
        mark(reader, policy);
    }

    /** A burst was written to a connection, so many bytes. */
    void wrote(Reader reader, Policy policy, Burst burst, int size) {
        tally(reader, policy).gave(burst, size);
        mark(reader, policy);
    }

    private Tally tally(Reader reader, Policy policy) {
        return policy.lingers() ? later.of(reader.way()) : reader.tally();
    }

    private void mark(Reader reader, Policy policy) {
        boolean first = reader.markUnflushed();
        if (!policy.lingers()) {
            if (reader.markDue()) {
                due.add(reader);
            }
        } else if (first && reader.markLingering()) {
            lingering.add(reader);
        }
    }

    /** Every live reader has been given this event. */
    void passed(LogEntry entry, Policy policy) {
        if (policy.lingers()) {
            later.passed(entry);
            within(policy.linger());
        } else {
            tallies.passed(entry);
        }
    }

    /** Every live reader has been given all of what came in one piece. */
    void passedBurst(Policy policy) {
        (policy.lingers() ? later : tallies).passedBurst();
    }

    /** Makes room on a connection that has not been sent what lingers on it. A poll has none to make: to flush it is to answer it. */
    void makeRoom(Reader reader) {
        if (reader.isLingering() && !reader.way().isPoll() && !reader.sink().isWritable()) {
            reader.flush(System.nanoTime());
        }
    }

    /** What lingers is to be flushed within so many milliseconds from now. */
    private void within(int millis) {
        ScheduledFuture<?> earlier = timer;
        if (lingering.isEmpty() || (earlier != null && earlier.getDelay(TimeUnit.MILLISECONDS) <= millis)) {
            return;
        }
        if (earlier != null) {
            earlier.cancel(false);
        }
        timer = eventLoop.schedule(this::flushLingering, millis, TimeUnit.MILLISECONDS);
    }

    /** The end of a task. */
    void flushDue() {
        long now = System.nanoTime();
        for (int i = 0; i < due.size(); i++) {
            due.get(i).flushDue(now);
        }
        due.clear();
        tallies.flushed();
    }

    private void flushLingering() {
        timer = null;
        long now = System.nanoTime();
        for (int i = 0; i < lingering.size(); i++) {
            lingering.get(i).flushLingering(now);
        }
        lingering.clear();
        later.flushed();
    }
}
