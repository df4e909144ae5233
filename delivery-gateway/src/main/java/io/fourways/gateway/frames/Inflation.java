package io.fourways.gateway.frames;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One compressed message being inflated. Holds memory outside the heap until it is closed. */
final class Inflation implements AutoCloseable {

    private static final int PART = 4096;

    private final Inflater inflater = new Inflater(true);
    private final byte[] part = new byte[PART];
    private final int maxBytes;
    private long length;

    /** @param maxBytes how long the message may become */
    Inflation(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes what comes next of it, and writes what that comes to. */
    void add(byte[] deflated, ByteBuf out) throws DataFormatException {
        int left = deflated.length;
        while (left > 0) {
            inflater.setInput(deflated, deflated.length - left, left);
            inflate(out);
            left = inflater.getRemaining();
            if (inflater.finished()) { // a block may say that it is the last, and others follow it
                inflater.reset();
            }
        }
    }

    private void inflate(ByteBuf out) throws DataFormatException {
        int inflated;
        do {
            inflated = inflater.inflate(part);
            length += inflated;
            if (length > maxBytes) {
                throw new CorruptedWebSocketFrameException(
                        WebSocketCloseStatus.MESSAGE_TOO_BIG, "The message is larger than allowed");
            }
            out.writeBytes(part, 0, inflated);
        } while (inflated > 0);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
