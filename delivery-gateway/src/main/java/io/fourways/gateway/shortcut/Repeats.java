package io.fourways.gateway.shortcut;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Knows again the request that was taken last, before HTTP's codec: who polls sends the same bytes each time, but for its {@link
 * Parts}, and decoding them costs more than answering. What it does not know goes on to the codec.
 *
 * <p>A request is remembered only if it came as one piece, of which nothing is left in the codec, and if written out it is that
 * piece, byte for byte: then a piece of its {@link RequestForm} says the same the next time, at another place. Whatever else comes by
 * the connection has it forgotten; what comes while one is owed that the codec has not seen waits here. Touched by the connection's
 * event loop only.
 */
final class Repeats extends ChannelInboundHandlerAdapter {

    private final Shortcut shortcut;
    private final Queue<Object> held = new ArrayDeque<>(0);
    private @Nullable RequestForm known;
    private @Nullable Again again;
    private @Nullable Decoding decoding;
    private @Nullable Repeated owed;
    private boolean reads;
    private boolean passed;
    private boolean goingOn;
    private ChannelHandlerContext context;

    /** @param shortcut of the same connection */
    @SuppressWarnings("NullAway.Init") // it is added to a pipeline before anything else
    Repeats(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        reads = false;
        if (owed == null && held.isEmpty()) {
            read(message);
        } else {
            held.add(message);
        }
    }

    /** Who stands behind is told only where something was passed on. */
    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (passed) {
            passed = false;
            from.fireChannelReadComplete();
        }
    }

    private void read(Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            forget();
            passed = true;
            context.fireChannelRead(message);
        } else if (!isTaken(bytes)) {
            forget();
            decode(bytes);
        }
    }

    /** Whether it is the one that is known, and was taken: then its bytes are released. */
    private boolean isTaken(ByteBuf bytes) {
        RequestForm form = known;
        Again same = again;
        boolean isFree = shortcut.isQuiet() && context.channel().isWritable();
        RequestForm.Values values = form == null || !isFree ? null : form.in(bytes);
        if (values == null || same == null) {
            return false;
        }
        Repeated turn = new Repeated(bytes);
        owed = turn;
        boolean taken = false;
        try {
            taken = shortcut.isTaken(turn, () -> same.take(turn, values.ofTarget(), values.ofField()));
        } catch (RuntimeException failure) {
            bytes.release();
            throw failure;
        } finally {
            if (!taken) {
                owed = null;
            }
        }
        if (taken) {
            turn.isRead();
        }
        return taken;
    }

    private void decode(ByteBuf bytes) {
        Decoding now = Decoding.of(bytes);
        decoding = now;
        passed = true;
        context.fireChannelRead(bytes);
        boolean isLast = decoding == now; // and nothing has come to the codec behind it
        decoding = null;
        if (now != null && isLast && shortcut.isAbreast()) {
            known = now.form();
            again = now.again();
        }
    }

    /** The codec has passed on a request. */
    void decoded() {
        if (decoding != null) {
            decoding.decoded();
        }
    }

    /** It was taken, and can be again in the same way. */
    void taken(HttpRequest request, Parts parts, Again inTheSameWay) {
        if (decoding != null) {
            decoding.taken(request, parts, inTheSameWay);
        }
    }

    private void forget() {
        known = null;
        again = null;
    }

    /**
     * From now on nothing is read but what is asked for here: Reactor Netty lets a connection read by itself when it has had a
     * request of it.
     *
     * @param more whether more is to be read, unless something waits here
     */
    void readOn(boolean more) {
        ChannelConfig config = context.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            reads = false;
        }
        if (more && !reads && held.isEmpty()) {
            reads = true;
            context.read();
        }
    }

    /** A request that the codec has not seen is no longer owed: what came meanwhile is next. */
    void goOn() {
        if (goingOn) {
            return; // there was another answer on the way
        }
        goingOn = true;
        try {
            while (owed == null && !held.isEmpty()) {
                read(held.remove());
                channelReadComplete(context);
            }
        } catch (RuntimeException failure) {
            context.fireExceptionCaught(failure); // it is not that of whoever was answered
        } finally {
            goingOn = false;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        owed = null;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        inactive.fireChannelInactive();
    }

    /** One that is known again. */
    private final class Repeated extends Turn {

        private ByteBuf piece;

        /** @param piece the caller's, until it {@linkplain #isRead is read} */
        private Repeated(ByteBuf piece) {
            super(shortcut);
            this.piece = piece;
            Patience patience = shortcut.patience(); // which sees nothing of this
            if (patience != null) {
                patience.resetReadTimeout();
            }
        }

        /** Keeps no more of the piece than what is needed to pass it on, and only while that may be. */
        private void isRead() {
            ByteBuf read = piece;
            piece = owed == this ? Unpooled.wrappedBuffer(ByteBufUtil.getBytes(read)) : Unpooled.EMPTY_BUFFER;
            read.release();
        }

        @Override
        void send(ByteBuf whole, ChannelPromise written) {
            end();
            Patience patience = shortcut.patience();
            if (patience != null) {
                patience.resetWriteTimeout();
            }
            if (context == context.pipeline().firstContext()) { // nobody stands between, nor has to be gone through
                context.channel().unsafe().write(whole, written);
                context.channel().unsafe().flush();
            } else {
                var unused = context.writeAndFlush(whole, written);
            }
        }

        @Override
        void giveBack() {
            end();
            forget();
            shortcut.leaveNext();
            context.fireChannelRead(piece.retainedDuplicate());
            context.fireChannelReadComplete();
        }

        private void end() {
            if (owed == this) {
                owed = null;
            }
        }
    }
}
