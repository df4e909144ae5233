package io.fourways.gateway.poll;

import io.fourways.gateway.connection.Farewell;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.util.unit.DataSize;

/**
 * The answers that are made or wait for their readers to take them: how many bytes all of them may hold together, and
 * how long each may. What is small is free, for it holds no more than a reader of any other way may leave unread. Thread-safe.
 */
public final class UnreadAnswers {

    /** The share of an answer that brings nothing. */
    public static final Share NOTHING = new UnreadAnswers(DataSize.ofBytes(0), Duration.ZERO).open();

    /** So many bytes of every answer are free. */
    static final int FREE = 64 << 10;

    private final long max;
    private final Duration time;
    private final AtomicLong held = new AtomicLong();
    private final LongAdder cut = new LongAdder();

    /**
     * @param max  how many bytes they may hold together, beside what is free
     * @param time how long a reader may take for an answer that is not free
     */
    public UnreadAnswers(DataSize max, Duration time) {
        this.max = max.toBytes();
        this.time = time;
    }

    /** A share for one answer, of nothing at first. */
    public Share open() {
        return new Share();
    }

    /** How many bytes they hold together, beside what is free. */
    long held() {
        return held.get();
    }

    /** How many readers were cut off. */
    long cut() {
        return cut.sum();
    }

    private boolean take(long bytes) {
        boolean room = held.addAndGet(bytes) <= max;
        if (!room) {
            held.addAndGet(-bytes);
        }
        return room;
    }

    /** What one answer holds of it. Touched by one thread at a time. */
    public final class Share {

        private long size;

        /** Takes so many bytes more; false when there is no room for them. */
        boolean take(int bytes) {
            long more = beyondFree(size + bytes) - beyondFree(size);
            boolean room = more == 0 || UnreadAnswers.this.take(more);
            if (room) {
                size += bytes;
            }
            return room;
        }

        private static long beyondFree(long bytes) {
            return Math.max(0, bytes - FREE);
        }

        /** Cuts off the connection whose reader has not taken all of it in time. */
        public void mustBeTaken(Channel channel, Future<?> taken) {
            if (size > FREE) {
                Farewell.until(channel, taken, time, cut::increment);
            }
        }

        /** Gives all of it back. Further calls do nothing. */
        public void release() {
            held.addAndGet(-beyondFree(size));
            size = 0;
        }
    }
}
