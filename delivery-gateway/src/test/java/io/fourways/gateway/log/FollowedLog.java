package io.fourways.gateway.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.HashMap;
import java.util.Map;

/** A log in memory, of which a window holds the newest. What it holds is on the heap and needs no release. */
public final class FollowedLog implements LogTail.Listener {

    private final InMemoryLog log = new InMemoryLog();
    private final Window window;
    private final LogTail tail;
    private final Map<Long, Cursor> cursors = new HashMap<>();

    /** @param windowEvents how many entries the window holds */
    public FollowedLog(int windowEvents) {
        window = new Window(windowEvents, Long.MAX_VALUE);
        EntryDecoder decoder =
                new EntryDecoder(new UnpooledByteBufAllocator(false, true), new Identities(windowEvents));
        tail = new LogTail(window, decoder, new SimpleMeterRegistry());
        tail.addListener(this);
    }

    /** Begins to follow it. */
    public FollowedLog following() {
        log.follow(Long.MAX_VALUE, tail);
        return this;
    }

    /** Writes an event; returns its offset. */
    public long append(String channel) {
        return log.append(Events.on(channel));
    }

    /** Writes so many. */
    public void append(String channel, int times) {
        for (int i = 0; i < times; i++) {
            append(channel);
        }
    }

    @Override
    public void appended(LogEntry entry) {
        cursors.put(entry.offset(), entry.cursor());
    }

    public InMemoryLog log() {
        return log;
    }

    public Window window() {
        return window;
    }

    public LogTail tail() {
        return tail;
    }

    public LogState state() {
        return LogState.of(tail, log);
    }

    /** The cursor of what was read at an offset. */
    public Cursor cursor(long offset) {
        return cursors.get(offset);
    }

    /** The cursor that a record would have. */
    public static Cursor cursor(long offset, byte[] body) {
        return new Cursor(
                offset, new EntryDecoder(UnpooledByteBufAllocator.DEFAULT, new Identities(1)).fingerprint(body));
    }
}
