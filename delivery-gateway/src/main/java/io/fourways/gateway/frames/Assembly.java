package io.fourways.gateway.frames;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts a message together from its frames (RFC 6455, 5.4). The decoder has checked that they come in order. */
final class Assembly {

    private final int maxBytes;
    private boolean binary;
    private Utf8 text = new Utf8();
    private int length;
    private @Nullable ByteArrayOutputStream parts;

    /** @param maxBytes how long a message may be */
    Assembly(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether the message would be longer with this frame than it may be. */
    boolean isTooBigWith(WebSocketFrame frame) {
        return length + frame.content().readableBytes() > maxBytes;
    }

    /** Whether the message is a text, and with this frame none that is UTF-8; to be asked once for each frame. */
    boolean isNoTextWith(WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            text = new Utf8();
        } else if (frame instanceof BinaryWebSocketFrame || binary) {
            return false;
        }
        return !text.takes(frame.content()) || (frame.isFinalFragment() && !text.isWhole());
    }

    /** Takes a frame in; the message when this was its last frame, otherwise null. */
    byte @Nullable [] add(WebSocketFrame frame) {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            binary = frame instanceof BinaryWebSocketFrame;
        }
        byte[] bytes = bytes(frame.content());
        if (parts == null && frame.isFinalFragment()) {
            return bytes;
        }
        parts = parts == null ? new ByteArrayOutputStream() : parts;
        parts.writeBytes(bytes);
        length += bytes.length;
        return frame.isFinalFragment() ? finish(parts) : null;
    }

    private byte[] finish(ByteArrayOutputStream all) {
        parts = null;
        length = 0;
        return all.toByteArray();
    }

    private static byte[] bytes(ByteBuf content) {
        return ByteBufUtil.getBytes(content, content.readerIndex(), content.readableBytes(), true);
    }

    /** Whether the message that was last begun is binary. */
    boolean isBinary() {
        return binary;
    }
}
