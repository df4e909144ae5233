package io.fourways.gateway.frames;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what a client has compressed, frame by frame, each message by itself and none to more than it may hold. Netty's
 * own refuses a frame whose bytes come to nothing yet, which is how any message may be cut.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-6.2">RFC 7692, receiving compressed data</a>
 */
final class MessageInflater extends MessageToMessageDecoder<WebSocketFrame> {

    private static final int RSV1 = 4;
    /** What a client leaves out at the end of each message. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final int maxBytes;
    private @Nullable Inflation message;

    /** @param maxBytes how long a message may become */
    MessageInflater(int maxBytes) {
        super(WebSocketFrame.class);
        this.maxBytes = maxBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
        boolean marked = (frame.rsv() & RSV1) != 0;
        if (frame instanceof ContinuationWebSocketFrame) {
            if (marked) {
                throw new CorruptedWebSocketFrameException(
                        WebSocketCloseStatus.PROTOCOL_ERROR, "The first frame alone says that a message is compressed");
            }
        } else if (marked && isData(frame)) {
            message = new Inflation(maxBytes);
        }
        out.add(message == null || !isData(frame) ? frame.retain() : inflated(context.alloc(), message, frame));
    }

    private static boolean isData(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame
                || frame instanceof BinaryWebSocketFrame
                || frame instanceof ContinuationWebSocketFrame;
    }

    private WebSocketFrame inflated(ByteBufAllocator allocator, Inflation inflation, WebSocketFrame frame) {
        ByteBuf bytes = allocator.buffer();
        try {
            inflation.add(ByteBufUtil.getBytes(frame.content()), bytes);
            if (frame.isFinalFragment()) {
                inflation.add(TAIL, bytes);
                end();
            }
            return withContent(frame, bytes.retain());
        } catch (DataFormatException invalid) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "The compressed data is not valid", invalid);
        } finally {
            bytes.release();
        }
    }

    private static WebSocketFrame withContent(WebSocketFrame frame, ByteBuf bytes) {
        boolean last = frame.isFinalFragment();
        int rsv = frame.rsv() & ~RSV1;
        if (frame instanceof ContinuationWebSocketFrame) {
            return new ContinuationWebSocketFrame(last, rsv, bytes);
        }
        return frame instanceof TextWebSocketFrame
                ? new TextWebSocketFrame(last, rsv, bytes)
                : new BinaryWebSocketFrame(last, rsv, bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    private void end() {
        if (message != null) {
            message.close();
            message = null;
        }
    }
}
