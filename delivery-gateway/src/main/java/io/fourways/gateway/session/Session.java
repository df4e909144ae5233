package io.fourways.gateway.session;

import io.fourways.gateway.connection.RawOutput;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Sink;
import io.fourways.gateway.frames.CloseReason;
import io.fourways.gateway.frames.Messages;
import io.fourways.gateway.frames.WebSocketConnection;
import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.Deflation;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.way.Way;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What both subprotocols have in common: a reader whose events are text frames on one connection. */
public abstract class Session implements Messages, Sink {

    private final WebSocketConnection connection;
    private final RawOutput output;
    private final @Nullable Deflation deflation;
    private ServedLog log;
    private Reader reader;
    private boolean gone;

    /** @param log that the URL's channels are in */
    Session(WebSocketConnection connection, ServedLog log) {
        this.connection = connection;
        this.output = connection.output();
        this.deflation = connection.deflation();
        this.log = log;
        this.reader = log.fanout().open(connection.eventLoop(), this);
    }

    /** Begins with what the URL asked for. */
    public void open(ReadRequest request, Beginning beginning) {
        reader.expireAt(request.caller().expires());
        connection.start(this);
        if (!request.selection().channels().isEmpty()) {
            subscribe(request, beginning);
        }
    }

    abstract void subscribe(ReadRequest request, Beginning beginning);

    WebSocketConnection connection() {
        return connection;
    }

    Reader reader() {
        return reader;
    }

    /** The log that it reads. */
    ServedLog log() {
        return log;
    }

    /** Reads another log from now on, of which nothing is subscribed yet. */
    void goOnIn(ServedLog other, @Nullable Instant expires) {
        if (!gone) {
            reader.leave();
            log = other;
            reader = other.fanout().open(connection.eventLoop(), this);
            reader.expireAt(expires);
        }
    }

    @Override
    public Way way() {
        return Way.WEBSOCKET;
    }

    @Override
    public boolean isWritable() {
        return !gone && output.isWritable();
    }

    @Override
    public int write(LogEntry entry) {
        return write(deflation == null ? entry.webSocketFrame() : entry.webSocketFrame(deflation));
    }

    @Override
    public boolean takesBursts() {
        return true;
    }

    @Override
    public int write(Burst burst) {
        return write(deflation == null ? burst.webSocketFrames() : burst.webSocketFrames(deflation));
    }

    private int write(ByteBuf frames) {
        int size = frames.readableBytes();
        if (gone) {
            frames.release();
        } else {
            output.write(frames);
        }
        return size;
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void expired() {
        connection.close(CloseReason.EXPIRED);
    }

    @Override
    public void tooSlow() {
        connection.close(CloseReason.TOO_SLOW);
    }

    @Override
    public void failed(Throwable cause) {
        connection.close(CloseReason.of(cause));
    }

    @Override
    public void writable() {
        reader.resume();
    }

    @Override
    public void gone(@Nullable CloseReason reason) {
        gone = true;
        reader.close(reason == null ? Ending.CLIENT : Endings.of(reason));
    }
}
