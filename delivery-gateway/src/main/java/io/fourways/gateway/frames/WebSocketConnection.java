package io.fourways.gateway.frames;

import io.fourways.gateway.connection.Farewell;
import io.fourways.gateway.connection.RawOutput;
import io.fourways.gateway.log.Deflation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * An open WebSocket, beneath its messages: puts them together, answers pings, and closes so that the client learns why.
 * Touched by its event loop only.
 *
 * <p>It reads one frame at a time, and none while {@linkplain Turns too much} is waiting to be dealt with or while the
 * client does not take what it is sent: who floods a connection, or pings and never reads, slows down nobody but themselves.
 */
public final class WebSocketConnection extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int EMPTY_FRAME = 2;
    private static final int CODE_BYTES = 2;

    private final RawOutput output;
    private final @Nullable Deflation deflation;
    private final ChannelHandlerContext context;
    private final Assembly assembly;
    private final Turns turns;
    private @Nullable Messages messages;
    private boolean closing;
    private boolean asked;
    private boolean reading;
    private boolean readAgain;

    /**
     * @param place     where the frames come out of the pipeline; the connection is its handler
     * @param maxBytes  how long a message may be
     * @param deflation how events are compressed that go to the client; null when they are not
     */
    private WebSocketConnection(
            Channel channel, WebSocketPipeline.Place place, int maxBytes, @Nullable Deflation deflation) {
        this.deflation = deflation;
        this.assembly = new Assembly(maxBytes);
        this.turns = new Turns(this, maxBytes);
        this.context = place.put(this);
        this.output = RawOutput.open(channel, this::resume, this::gone);
    }

    /**
     * Takes over a channel whose handshake is done, on its event loop.
     *
     * @param maxBytes   how long a frame, and a message, may be
     * @param compressed whether messages of the client may be compressed
     * @param deflation  how events are compressed that go to the client; null when they are not
     */
    public static WebSocketConnection over(
            Channel channel, int maxBytes, boolean compressed, @Nullable Deflation deflation) {
        return new WebSocketConnection(
                channel, WebSocketPipeline.arrange(channel, maxBytes, compressed), maxBytes, deflation);
    }

    /** How events are to be compressed that go to the client; null when they are not. */
    public @Nullable Deflation deflation() {
        return deflation;
    }

    public EventLoop eventLoop() {
        return output.eventLoop();
    }

    /** Where ready-made frames go out, until {@link Messages#gone}. */
    public RawOutput output() {
        return output;
    }

    /** Identifies the connection among all there are. */
    public String name() {
        return context.channel().id().asShortText();
    }

    /** Begins to read. */
    public void start(Messages to) {
        messages = to;
        readOn();
    }

    private boolean isWritable() {
        return output.isWritable() && !closing;
    }

    /** Sends a text frame; returns its length in bytes. */
    public int send(String text) {
        ByteBuf frame = TextFrame.of(context.alloc(), text);
        int size = frame.readableBytes();
        if (closing) {
            frame.release();
        } else {
            output.write(frame);
            output.flush();
        }
        return size;
    }

    /** Sends a ping; returns its length in bytes. */
    public int ping() {
        if (!closing) {
            var unused = context.writeAndFlush(new PingWebSocketFrame());
        }
        return EMPTY_FRAME;
    }

    /**
     * Says why, and ends. What the client still sends is read and dropped for a while: a socket that is closed with
     * unread data takes back what it has sent (RFC 9112, 9.6), and with it the reason.
     */
    public void close(CloseReason reason) {
        if (closing) {
            return;
        }
        end(reason);
        sendLast(new CloseWebSocketFrame(reason.code(), reason.text()));
    }

    private void sendLast(CloseWebSocketFrame close) {
        context.channel().config().setAutoRead(true);
        Farewell.until(context.channel(), context.channel().closeFuture());
        context.writeAndFlush(close).addListener(written -> finishSending());
    }

    private void finishSending() {
        Channel channel = context.channel();
        if (channel instanceof DuplexChannel duplex && channel.pipeline().get(SslHandler.class) == null) {
            var unused = duplex.shutdownOutput();
        } else {
            hangUp();
        }
    }

    private void hangUp() {
        var unused = context.channel().close();
    }

    private void end(@Nullable CloseReason reason) {
        closing = true;
        turns.dispose();
        if (messages != null) {
            messages.gone(reason);
        }
    }

    private void gone() {
        if (!closing) {
            end(null);
        }
    }

    private void resume() {
        readOn();
        if (messages != null && !closing) {
            messages.writable();
        }
    }

    /** A frame that is at hand already comes at once, inside {@code read()}: hence a loop and no recursion. */
    private void readOn() {
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        do {
            readAgain = false;
            if (!asked && turns.hasRoom() && isWritable()) {
                asked = true;
                context.read();
            }
        } while (readAgain);
        reading = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            context.fireChannelRead(message);
            return;
        }
        asked = false;
        try {
            frame(frame);
        } finally {
            frame.release();
        }
    }

    /** What was read last was no whole frame. */
    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        asked = false;
        readOn();
    }

    private void frame(WebSocketFrame frame) {
        if (frame.rsv() != 0) {
            close(CloseReason.RESERVED_BITS);
        } else if (frame instanceof CloseWebSocketFrame close) {
            closedByClient(close);
        } else if (closing) {
            return;
        } else if (frame instanceof PingWebSocketFrame ping) {
            var unused =
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            readOn();
        } else if (frame instanceof PongWebSocketFrame) {
            readOn();
        } else if (assembly.isTooBigWith(frame)) {
            close(CloseReason.TOO_BIG);
        } else if (assembly.isNoTextWith(frame)) {
            close(CloseReason.NOT_UTF8);
        } else {
            part(frame);
        }
    }

    private void closedByClient(CloseWebSocketFrame close) {
        if (closing) {
            hangUp();
        } else if (hasReason(close) && !Utf8.is(reason(close))) {
            close(CloseReason.NOT_UTF8); // the decoder does not miss the end of a character that is cut off
        } else {
            echo(close);
        }
    }

    private static boolean hasReason(CloseWebSocketFrame close) {
        return close.content().readableBytes() > CODE_BYTES;
    }

    private static ByteBuf reason(CloseWebSocketFrame close) {
        ByteBuf content = close.content();
        return content.slice(content.readerIndex() + CODE_BYTES, content.readableBytes() - CODE_BYTES);
    }

    private void echo(CloseWebSocketFrame close) {
        end(null);
        sendLast(
                close.statusCode() < 0
                        ? new CloseWebSocketFrame()
                        : new CloseWebSocketFrame(close.statusCode(), close.reasonText()));
    }

    private void part(WebSocketFrame frame) {
        byte[] message = assembly.add(frame);
        Messages to = messages;
        if (message == null || to == null) {
            readOn();
        } else if (assembly.isBinary()) {
            handle(Mono.defer(to::binary), message.length);
        } else {
            handle(Mono.defer(() -> to.text(message)), message.length);
        }
    }

    private void handle(Mono<Void> message, int bytes) {
        turns.add(message, bytes);
        readOn();
    }

    /** A message has been dealt with. */
    void handled(Handling done) {
        turns.end(done);
        readOn();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            close(new CloseReason(corrupted.closeStatus().code(), String.valueOf(corrupted.getMessage())));
        } else if (failure instanceof IOException) {
            hangUp();
        } else if (!closing) {
            log.error("A WebSocket failed", failure);
            close(CloseReason.INTERNAL_ERROR);
        }
    }
}
