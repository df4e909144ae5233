package io.fourways.gateway.log;

import io.fourways.contract.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A log that a test writes, cuts, replaces and takes away. Safe for any number of threads. */
public final class InMemoryLog implements LogSource {

    private final String name;
    private final NavigableMap<Long, LogRecord> records = new TreeMap<>();
    private Follower follower;
    private long next;
    private long followed = -1;
    private boolean connected = true;
    private int reads;
    private long mostBytes;
    private long allBytes;

    public InMemoryLog() {
        this(Logs.DEFAULT);
    }

    public InMemoryLog(String name) {
        this.name = name;
    }

    /** Writes the next record; returns its offset. */
    public synchronized long append(byte[] body) {
        return append(body, System.currentTimeMillis());
    }

    /** Writes one that was stored at some time, in milliseconds since the epoch. */
    public synchronized long append(byte[] body, long written) {
        LogRecord record = new LogRecord(next++, body, written, true);
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

    /** How many bytes were read at once at most. */
    public synchronized long mostBytes() {
        return mostBytes;
    }

    /** How many bytes were read. */
    public synchronized long allBytes() {
        return allBytes;
    }

    @Override
    public String log() {
        return name;
    }

    @Override
    public synchronized void follow(long backlog, Follower eager) {
        follower = eager;
        followed = records.descendingKeySet().stream().skip(backlog).findFirst().orElse(-1L);
        records.subMap(followed - LOOK_BACK, false, followed, true).values().forEach(eager::passBy);
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
    public synchronized LogStretch read(long offset, long end, int limit, long maxBytes) {
        reads++;
        if (!connected) {
            throw new LogUnavailableException("disconnected by the test");
        }
        List<LogRecord> taken = new ArrayList<>();
        long bytes = 0;
        for (LogRecord record : records.subMap(offset, Math.max(offset, end)).values()) {
            bytes += record.body().length;
            if (taken.size() == limit || (bytes > maxBytes && !taken.isEmpty())) {
                return given(new LogStretch(taken, record.offset()));
            }
            taken.add(record);
        }
        return given(new LogStretch(taken, end));
    }

    private LogStretch given(LogStretch stretch) {
        long bytes = stretch.records().stream()
                .mapToLong(record -> record.body().length)
                .sum();
        mostBytes = Math.max(mostBytes, bytes);
        allBytes += bytes;
        return stretch;
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
