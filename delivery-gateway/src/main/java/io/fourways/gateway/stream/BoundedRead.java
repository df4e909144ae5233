package io.fourways.gateway.stream;

import io.fourways.gateway.log.LogRecord;
import io.fourways.gateway.log.LogStretch;
import io.fourways.gateway.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gathers the records of a stretch of the log until it has them all, or as many as it may. */
final class BoundedRead {

    private final long from;
    private final int limit;
    private final long maxBytes;
    private final List<LogRecord> records = new ArrayList<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private long end;
    private long bytes;
    private @Nullable Throwable failure;

    /** @param maxBytes how many bytes of records are gathered; the first may have more */
    BoundedRead(long from, long end, int limit, long maxBytes) {
        this.from = from;
        this.end = end;
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    synchronized void record(long offset, long storedAt, byte[] body) {
        if (isComplete() || offset < from) {
            return;
        }
        if (offset >= end || !fits(body)) {
            complete(Math.min(offset, end));
            return;
        }
        records.add(new LogRecord(offset, body, storedAt));
        bytes += body.length;
        if (offset == end - 1 || records.size() == limit) {
            complete(offset + 1);
        }
    }

    /** Nothing more will come, since what came could not be taken. */
    synchronized void fail(Throwable cause) {
        if (!isComplete()) {
            failure = cause;
            complete.countDown();
        }
    }

    private void complete(long before) {
        end = before;
        complete.countDown();
    }

    private boolean fits(byte[] body) {
        return records.isEmpty() || bytes + body.length <= maxBytes;
    }

    /** Whether nothing more is wanted. */
    boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** @throws LogUnavailableException when they have not come in time, or not all could be taken */
    LogStretch await(Duration timeout) {
        try {
            if (!complete.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LogUnavailableException("the broker did not send the log from offset " + from + " in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted", interrupted);
        }
        synchronized (this) {
            if (failure != null) {
                throw new LogUnavailableException("the log could not be taken from offset " + from, failure);
            }
            return new LogStretch(records, end);
        }
    }
}
