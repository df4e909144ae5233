package io.fourways.gateway.sse;

import io.fourways.gateway.connection.RawOutput;
import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Sink;
import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.SseChunk;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes a reader's events as an event stream, past the HTTP codec. */
final class SseSink implements Sink {

    private final RawOutput output;
    private final ByteBufAllocator allocator;
    private final boolean chunks;
    private final Runnable whenEnded;
    private @Nullable Reader reader;
    private boolean begun;

    /**
     * @param chunks    whether the client's HTTP has chunks
     * @param whenEnded ends the response
     */
    SseSink(Channel channel, boolean chunks, Runnable whenEnded) {
        this.output = RawOutput.open(channel, this::resume, this::close);
        this.allocator = channel.alloc();
        this.chunks = chunks;
        this.whenEnded = whenEnded;
    }

    Reader open(Fanout fanout) {
        Reader opened = fanout.open(output.eventLoop(), this);
        reader = opened;
        return opened;
    }

    private void resume() {
        if (reader != null) {
            reader.resume();
        }
    }

    @Override
    public Way way() {
        return Way.SSE;
    }

    @Override
    public boolean isWritable() {
        return output.isWritable();
    }

    @Override
    public int write(LogEntry entry) {
        begun = true;
        return write(entry.sseChunk());
    }

    /** Without chunks each event must be taken out of its own. */
    @Override
    public boolean takesBursts() {
        return chunks;
    }

    @Override
    public int write(Burst burst) {
        begun = true;
        return write(burst.sseChunks());
    }

    @Override
    public void flush() {
        output.flush();
    }

    /** Says at once where the reader is, so that it can resume though nothing has come yet. */
    @Override
    public void caughtUp() {
        if (!begun && reader != null) {
            begun = true;
            idle(reader.place());
        }
    }

    @Override
    public void gap(Gap gap) {
        begun = true;
        send(SseFields.gap(gap));
    }

    @Override
    public int idle(@Nullable Cursor place) {
        return send(place == null ? SseFields.HEARTBEAT : SseFields.position(place));
    }

    @Override
    public void expired() {
        end(SseFields.EXPIRED);
    }

    @Override
    public void tooSlow() {
        end(SseFields.HEARTBEAT);
    }

    @Override
    public void drain(Duration reconnectAfter) {
        end(SseFields.retry(reconnectAfter));
    }

    @Override
    public void failed(Throwable cause) {
        end(SseFields.HEARTBEAT);
    }

    private void end(String fields) {
        send(fields);
        closeReader();
        whenEnded.run();
        output.end();
    }

    /** Reads no more; the response may still be going on. */
    void close() {
        closeReader();
        output.close();
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
        }
    }

    private int send(String fields) {
        int size = write(SseChunk.of(allocator, fields));
        output.flush();
        return size;
    }

    private int write(ByteBuf chunk) {
        ByteBuf bytes = chunks ? chunk : SseChunk.fieldsOf(chunk);
        int size = bytes.readableBytes();
        output.write(bytes);
        return size;
    }
}
