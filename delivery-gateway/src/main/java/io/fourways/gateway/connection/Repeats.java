package io.fourways.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Knows again the request that was answered last, by its bytes, before HTTP's codec: who polls in vain sends the same bytes each
 * time, and decoding them costs more than answering. What it does not know goes on to the codec.
 *
 * <p>A request is remembered only if it came as one piece, of which nothing is left in the codec, and if written out it is that
 * piece, byte for byte: then the piece says the same the next time it comes. Whatever else comes by the connection has it forgotten.
 * Touched by the connection's event loop only.
 */
final class Repeats extends ChannelInboundHandlerAdapter {

    private static final int MOST_BYTES = 2048;
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Shortcut shortcut;
    private @Nullable PieceDigest known;
    private @Nullable Again again;
    private @Nullable Decoding decoding;

    /** @param shortcut of the same connection */
    Repeats(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            forget();
            context.fireChannelRead(message);
            return;
        }
        ByteBuf answer = answer(context, bytes);
        if (answer == null) {
            forget();
            decode(context, bytes);
        } else {
            bytes.release();
            send(context, answer);
        }
    }

    private @Nullable ByteBuf answer(ChannelHandlerContext context, ByteBuf bytes) {
        Again same = again;
        PieceDigest last = known;
        boolean isFree = shortcut.isQuiet() && context.channel().isWritable();
        if (same == null || last == null || !isFree || !last.isOf(bytes)) {
            return null;
        }
        try {
            return same.answer();
        } catch (RuntimeException failure) {
            bytes.release();
            throw failure;
        }
    }

    private void send(ChannelHandlerContext context, ByteBuf answer) {
        if (context.pipeline().get(NettyPipeline.IdleTimeoutHandler) instanceof IdleStateHandler idle) {
            idle.resetReadTimeout(); // it sees nothing of this
        }
        ChannelPromise written = context.newPromise();
        shortcut.passedBy(written);
        var unused = context.writeAndFlush(answer, written);
        context.read();
    }

    private void decode(ChannelHandlerContext context, ByteBuf bytes) {
        Decoding now = isOneHead(bytes) ? new Decoding(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes))) : null;
        decoding = now;
        context.fireChannelRead(bytes);
        decoding = null;
        if (now != null && now.isOneRequest() && shortcut.isQuiet()) {
            known = PieceDigest.of(now.piece);
            again = now.offered;
        }
    }

    /** What becomes of a piece in the codec. */
    private static final class Decoding {

        private final ByteBuf piece;
        private int requests;
        private @Nullable HttpRequest answered;
        private @Nullable Again offered;

        private Decoding(ByteBuf piece) {
            this.piece = piece;
        }

        /** Whether it was one, which was answered and can be again. */
        private boolean isOneRequest() {
            return answered != null && requests == 1 && isWritten(answered, piece);
        }
    }

    /** Whether it ends as the head of a request does, and not before. */
    private static boolean isOneHead(ByteBuf bytes) {
        int length = bytes.readableBytes();
        int end = bytes.writerIndex() - END.length;
        return length > END.length
                && length <= MOST_BYTES
                && ByteBufUtil.equals(bytes, end, Unpooled.wrappedBuffer(END), 0, END.length)
                && !hasEmptyLine(bytes, end);
    }

    /** By whichever ends of lines the codec takes. */
    private static boolean hasEmptyLine(ByteBuf bytes, int end) {
        int line = bytes.indexOf(bytes.readerIndex(), end, (byte) '\n');
        while (line >= 0) {
            byte next = bytes.getByte(line + 1);
            if (next == '\n' || next == '\r') {
                return true;
            }
            line = bytes.indexOf(line + 1, end, (byte) '\n');
        }
        return false;
    }

    private static boolean isWritten(HttpRequest request, ByteBuf text) {
        StringBuilder head = new StringBuilder(MOST_BYTES);
        head.append(request.method()).append(' ').append(request.uri()).append(' ');
        head.append(request.protocolVersion()).append("\r\n");
        for (Map.Entry<String, String> field : request.headers()) {
            head.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
        }
        return text.equals(
                Unpooled.wrappedBuffer(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The codec has passed on a request. */
    void decoded() {
        if (decoding != null) {
            decoding.requests++;
        }
    }

    /** It was answered, and can be again, in the same way. */
    void answered(HttpRequest request, Again inTheSameWay) {
        if (decoding != null) {
            decoding.answered = request;
            decoding.offered = inTheSameWay;
        }
    }

    private void forget() {
        known = null;
        again = null;
    }
}
