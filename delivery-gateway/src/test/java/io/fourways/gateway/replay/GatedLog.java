package io.fourways.gateway.replay;

import io.fourways.contract.Logs;
import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets reads of a log through when the test says so. */
final class GatedLog implements LogSource {

    private final LogSource log;
    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    GatedLog(LogSource log) {
        this.log = log;
    }

    void letOneThrough() {
        permits.release();
    }

    void open() {
        permits.release(Integer.MAX_VALUE / 4);
    }

    /** How many are being made, or wait to be let through. */
    int reading() {
        return reading.get();
    }

    /** How many that were at a time, at most. */
    int most() {
        return most.get();
    }

    @Override
    public String log() {
        return Logs.DEFAULT;
    }

    @Override
    public LogStretch read(long offset, long end, int limit, long maxBytes) {
        most.accumulateAndGet(reading.incrementAndGet(), Math::max);
        permits.acquireUninterruptibly();
        try {
            return log.read(offset, end, limit, maxBytes);
        } finally {
            reading.decrementAndGet();
        }
    }

    @Override
    public void follow(long backlog, Follower follower) {
        throw new AssertionError("replay reads, and does not follow");
    }

    @Override
    public boolean isConnected() {
        return log.isConnected();
    }

    @Override
    public void close() {
        log.close();
    }
}
