package io.fourways.gateway.channels;

import io.fourways.gateway.log.LogSource;
import io.fourways.gateway.log.LogStretch;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A log that is read a record at a time, each of which takes long. */
final class SlowLog implements LogSource {

    private final LogSource log;
    private final Duration each;
    private final AtomicLong nanosRead = new AtomicLong();

    SlowLog(LogSource log, Duration each) {
        this.log = log;
        this.each = each;
    }

    /** How long all reading has taken. */
    long nanosRead() {
        return nanosRead.get();
    }

    @Override
    public String log() {
        return log.log();
    }

    @Override
    public void follow(long backlog, Follower follower) {
        log.follow(backlog, follower);
    }

    @Override
    public LogStretch read(long offset, long end, int limit, long maxBytes) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < each.toNanos()) {
            LockSupport.parkNanos(each.toNanos());
        }
        LogStretch stretch = log.read(offset, Math.min(end, offset + 1), 1, maxBytes);
        nanosRead.addAndGet(System.nanoTime() - start);
        return stretch;
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
