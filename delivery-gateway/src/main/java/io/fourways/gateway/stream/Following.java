package io.fourways.gateway.stream;

import com.rabbitmq.stream.Consumer;
import com.rabbitmq.stream.OffsetSpecification;
import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogSource.Follower;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream has been followed, and whether it is still the same one. Records come on one thread at a time;
 * the rest may be called from others.
 */
final class Following {

    private final long backlog;
    private final Follower follower;
    private final Runnable provoke;
    private final java.util.function.Consumer<Following> replaced;
    private volatile long lookBack;
    private volatile long first;
    private volatile long end;
    private volatile @Nullable LogRecord last;
    private volatile boolean unproven;
    private volatile boolean isReplaced;
    private volatile @Nullable Consumer consumer;

    /**
     * @param backlog  how many records before the end are wanted
     * @param provoke  makes something come, so that the stream shows itself
     * @param replaced told when the stream is another
     */
    Following(long backlog, Follower follower, Runnable provoke, java.util.function.Consumer<Following> replaced) {
        this.backlog = backlog;
        this.follower = follower;
        this.provoke = provoke;
        this.replaced = replaced;
    }

    void startBefore(StreamEnd streamEnd) {
        end = streamEnd.offset();
        first = Math.max(0, end - backlog);
        lookBack = Math.max(0, first - LogSource.LOOK_BACK);
    }

    long backlog() {
        return backlog;
    }

    Follower follower() {
        return follower;
    }

    boolean isReplaced() {
        return isReplaced;
    }

    /** Where a subscription is to begin: at the last record taken, if any. */
    OffsetSpecification resumeAt() {
        LogRecord seen = last;
        long offset = seen == null ? lookBack : seen.offset();
        return offset == 0 ? OffsetSpecification.first() : OffsetSpecification.offset(offset);
    }

    /** The same, for a subscription that is about to be made: its first record will prove the stream. */
    OffsetSpecification resuming() {
        unproven = last != null;
        return resumeAt();
    }

    void provokeIfUnproven() {
        if (unproven) {
            provoke.run();
        }
    }

    void record(long offset, long written, byte[] body) {
        LogRecord seen = last;
        if (isReplaced || (seen != null && unproven && !proves(seen, offset, body))) {
            return;
        }
        if (seen == null || offset > seen.offset()) {
            LogRecord record = new LogRecord(offset, body, written, offset >= end);
            pass(record);
            last = record; // not before: one that could not be taken comes again
            if (offset >= end && (seen == null || seen.offset() < end)) {
                follower.caughtUp();
            }
        }
    }

    private void pass(LogRecord record) {
        if (record.offset() < first) {
            follower.passBy(record);
        } else {
            follower.record(record);
        }
    }

    private boolean proves(LogRecord seen, long offset, byte[] body) {
        unproven = false;
        boolean same = offset == seen.offset() && Arrays.equals(body, seen.body());
        if (!same) {
            isReplaced = true;
            replaced.accept(this);
        }
        return same;
    }

    void consumer(Consumer current) {
        consumer = current;
    }

    void closeConsumer() {
        Consumer current = consumer;
        if (current != null) {
            current.close();
        }
    }
}
