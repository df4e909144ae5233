package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection at whose every turn something else may happen, as it does when other threads are quick or writing itself
 * has consequences. Like a socket it holds the bytes it is given until they are flushed.
 */
final class TurbulentSink implements Sink {

    /**
     * An event that came.
     *
     * @param offset where it stands in the log
     */
    record Received(long offset, String channel) {}

    final List<Received> received = new ArrayList<>();
    int room;
    private final List<ByteBuf> unflushed = new ArrayList<>();
    private final boolean takesBursts;
    private final Runnable meanwhile;
    private final Runnable inWrite;
    private final Runnable inFlush;
    private boolean closed;

    /**
     * One that begins without room.
     *
     * @param takesBursts whether it takes them
     * @param meanwhile what happens while it is asked or told something, of which nothing comes
     * @param inWrite   what happens while it is written to
     * @param inFlush   what happens while it is flushed
     */
    TurbulentSink(boolean takesBursts, Runnable meanwhile, Runnable inWrite, Runnable inFlush) {
        this.takesBursts = takesBursts;
        this.meanwhile = meanwhile;
        this.inWrite = inWrite;
        this.inFlush = inFlush;
    }

    @Override
    public Way way() {
        return Way.WEBSOCKET;
    }

    @Override
    public boolean isWritable() {
        meanwhile.run();
        return room > 0 && !closed;
    }

    @Override
    public int write(LogEntry entry) {
        return write(List.of(entry), entry.webSocketFrame());
    }

    @Override
    public boolean takesBursts() {
        return takesBursts;
    }

    @Override
    public int write(Burst burst) {
        return write(burst.entries(), burst.webSocketFrames());
    }

    private int write(List<LogEntry> entries, ByteBuf frames) {
        require(!closed, "written to though it was closed");
        room -= entries.size();
        entries.forEach(entry -> received.add(new Received(entry.offset(), entry.channel())));
        unflushed.add(frames);
        int size = frames.readableBytes();
        inWrite.run();
        return size;
    }

    @Override
    public void flush() {
        unflushed.forEach(ByteBuf::release);
        unflushed.clear();
        inFlush.run();
    }

    @Override
    public void caughtUp() {
        require(!closed, "caught up though it was closed");
        meanwhile.run();
    }

    @Override
    public void gap(Gap gap) {
        throw new AssertionError("Nothing was forgotten, and yet there is " + gap);
    }

    @Override
    public int idle(@Nullable Cursor place) {
        throw new AssertionError("No time passes");
    }

    @Override
    public void tooSlow() {
        throw new AssertionError("No policy says that it must not be slow");
    }

    @Override
    public void expired() {
        throw new AssertionError("No time passes");
    }

    @Override
    public void drain(Duration reconnectAfter) {
        throw new AssertionError("Nothing goes away");
    }

    @Override
    public void failed(Throwable cause) {
        throw new AssertionError("Nothing fails", cause);
    }

    /** The connection has gone, with what it held. */
    void close() {
        closed = true;
        unflushed.forEach(ByteBuf::release);
        unflushed.clear();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
