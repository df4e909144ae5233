package io.fourways.gateway.log;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A log that a test writes, cuts, replaces and takes away. Safe for any number of threads. */
public final class InMemoryLog implements LogSource {

    private final NavigableMap<Long, LogRecord> records = new TreeMap<>();
    private Follower follower;
    private long next;
    private long followed = -1;
    private boolean connected = true;
    private int reads;

    /** Writes the next record; returns its offset. */
    public synchronized long append(byte[] body) {
        LogRecord record = new LogRecord(next++, body);
        records.put(record.offset(), record);
        passOn();
        return record.offset();
    }

    /** Leaves offsets out, as a broker does. */
    public synchronized void leaveOut(int offsets) {
        next += offsets;
    }

    /** Forgets what stands before an offset, as retention does. */
    public synchronized void forgetBefore(long offset) {
        records.headMap(offset, false).clear();
    }

    /** Becomes another log, which is empty. */
    public synchronized void replace() {
        records.clear();
        next = 0;
        followed = -1;
        if (follower != null) {
            follower.replaced();
        }
    }

    /** Can be written, but not read or followed any more. */
    public synchronized void disconnect() {
        connected = false;
    }

    /** Can be read again; what was written meanwhile is passed on. */
    public synchronized void connect() {
        connected = true;
        passOn();
    }

    /** The offset that the next record gets. */
    public synchronized long end() {
        return next;
    }

    /** How often it was read. */
    public synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized void follow(long backlog, Follower eager) {
        follower = eager;
        followed = records.descendingKeySet().stream().skip(backlog).findFirst().orElse(-1L);
        passOn();
        eager.caughtUp();
    }

    private void passOn() {
        if (follower != null && connected) {
            for (LogRecord record : records.tailMap(followed, false).values()) {
                followed = record.offset();
                follower.record(record);
            }
        }
    }

    @Override
    public synchronized List<LogRecord> read(long offset, long end, int limit) {
        reads++;
        if (!connected) {
            throw new LogUnavailableException("disconnected by the test");
        }
        return records.subMap(offset, Math.max(offset, end)).values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        disconnect();
    }
}
