package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what it is given, and takes as much as the test lets it. */
final class ScriptedSink implements Sink {

    /** What it makes of an event that it is given. */
    static final int BYTES = 100;

    /** What it says when it is quiet. */
    static final int IDLE_BYTES = 7;

    /** A cursor for an event, a {@link Gap}, or a word for anything else. */
    final List<Object> received = new ArrayList<>();

    int room = Integer.MAX_VALUE;
    boolean breaks;

    /** What it fails with when it is written to the next time. */
    @Nullable
    Error scarcity;

    /** How much room there is after a flush, if that makes any. */
    int roomOnceFlushed = -1;

    /** Whether it takes bursts, each of which makes as much less room as it has events. */
    boolean takesBursts;

    /** How many bursts it has been given. */
    int bursts;

    int flushes;

    /** What happens meanwhile. */
    Runnable flushing = () -> {};

    /** What happens when it has been written to. */
    Runnable writing = () -> {};

    /** What happens when it is told that it has failed. */
    Runnable failing = () -> {};

    int caughtUp;

    @Nullable
    Throwable failure;

    /** Whom it closes when it is too slow, and has read on when a gap has made room. */
    @Nullable
    Reader reader;

    private final Way way;

    ScriptedSink() {
        this(Way.WEBSOCKET);
    }

    ScriptedSink(Way way) {
        this.way = way;
    }

    @Override
    public Way way() {
        return way;
    }

    @Override
    public boolean isWritable() {
        return room > 0;
    }

    @Override
    public int write(LogEntry entry) {
        if (room <= 0) {
            throw new IllegalStateException("written to though it takes no more");
        }
        if (scarcity != null) {
            Error once = scarcity;
            scarcity = null;
            throw once;
        }
        if (breaks) {
            throw new IllegalStateException("broken by the test");
        }
        room--;
        received.add(entry.cursor());
        writing.run();
        return way.isPoll() ? 0 : BYTES;
    }

    @Override
    public boolean takesBursts() {
        return takesBursts;
    }

    @Override
    public int write(Burst burst) {
        bursts++;
        int before = room;
        room = Integer.MAX_VALUE;
        int size = Sink.super.write(burst);
        room = before - burst.entries().size();
        return size;
    }

    @Override
    public void flush() {
        flushes++;
        flushing.run();
        room = roomOnceFlushed < 0 ? room : roomOnceFlushed;
    }

    @Override
    public void caughtUp() {
        caughtUp++;
    }

    @Override
    public void gap(Gap gap) {
        received.add(gap);
        if (reader != null) {
            reader.resume();
        }
    }

    @Override
    public int idle(@Nullable Cursor place) {
        received.add("idle " + place);
        return IDLE_BYTES;
    }

    @Override
    public void expired() {
        received.add("expired");
    }

    @Override
    public void tooSlow() {
        received.add("too slow");
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public void drain(Duration reconnectAfter) {
        received.add("drain");
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        failing.run();
    }

    /** The offsets of the events received. */
    List<Long> offsets() {
        return received.stream()
                .filter(Cursor.class::isInstance)
                .map(cursor -> ((Cursor) cursor).offset())
                .toList();
    }

    List<Gap> gaps() {
        return received.stream()
                .filter(Gap.class::isInstance)
                .map(Gap.class::cast)
                .toList();
    }
}
