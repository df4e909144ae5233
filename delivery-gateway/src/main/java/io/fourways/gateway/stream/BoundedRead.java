package io.fourways.gateway.stream;

import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gathers the records of a stretch of the log until it has them all. */
final class BoundedRead {

    private final long from;
    private final long end;
    private final int limit;
    private final List<LogRecord> records = new ArrayList<>();
    private final CountDownLatch complete = new CountDownLatch(1);

    BoundedRead(long from, long end, int limit) {
        this.from = from;
        this.end = end;
        this.limit = limit;
    }

    synchronized void record(long offset, byte[] body) {
        if (offset >= end || records.size() == limit) {
            complete.countDown();
        } else if (offset >= from) {
            records.add(new LogRecord(offset, body));
            if (records.size() == limit || offset == end - 1) {
                complete.countDown();
            }
        }
    }

    /** @throws LogUnavailableException when they have not come in time */
    List<LogRecord> await(Duration timeout) {
        try {
            if (!complete.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LogUnavailableException("the broker did not send the log from offset " + from + " in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted", interrupted);
        }
        synchronized (this) {
            return List.copyOf(records);
        }
    }
}
