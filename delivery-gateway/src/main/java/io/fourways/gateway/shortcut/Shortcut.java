package io.fourways.gateway.shortcut;

import io.fourways.gateway.connection.Farewell;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;

/**
 * One connection's way past WebFlux: a handler between HTTP's codec and Reactor Netty's own, which offers each request
 * without a body to a {@link Server}. What that does not take goes on to WebFlux as if nothing had been here.
 *
 * <p>Answers keep the order of their requests: while one is owed here, what comes behind it is held back, and while one
 * is owed by WebFlux nothing is offered. Touched by the connection's event loop only.
 */
public final class Shortcut extends ChannelDuplexHandler {

    /** How many unanswered requests the codec bears: more than are read at once, behind which nothing more is read. */
    private static final int DEPTH = 1 << 13;

    private final Server server;
    private final Repeats repeats = new Repeats(this);
    private final ReadyMade readyMade = new ReadyMade();
    private final Queue<Object> held = new ArrayDeque<>(0);
    private final PutOffClose closing = new PutOffClose();
    private ChannelHandlerContext context;
    private @Nullable Turn owed;
    private @Nullable Patience patience;
    private boolean ending;
    private boolean goingOn;
    private boolean leaving;
    private boolean full;
    private int beneath;

    @SuppressWarnings("NullAway.Init") // it is added to a pipeline before anything else
    private Shortcut(Server server) {
        this.server = server;
    }

    /** Whoever answers requests without WebFlux. Called on the connection's event loop. */
    @FunctionalInterface
    public interface Server {

        /** Whether it takes the request: then it answers, at once or later, or {@linkplain Turn#passOn passes it on}. */
        boolean take(Turn turn, HttpRequest request);
    }

    /** Has every connection of a server offer its requests. */
    public static NettyServerCustomizer offering(Server server) {
        return http ->
                http.maxPipelineDepth(DEPTH).doOnChannelInit((observer, channel, address) -> open(channel, server));
    }

    /** Takes its place in a connection whose requests are decoded by HTTP/1.1's codec. */
    public static void open(Channel channel, Server server) {
        ChannelPipeline pipeline = channel.pipeline();
        boolean isWatched =
                pipeline.get(NettyPipeline.IdleTimeoutHandler) != null; // who must see what is read and written here
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            Shortcut shortcut = new Shortcut(server);
            pipeline.addBefore(NettyPipeline.HttpCodec, null, shortcut.repeats);
            pipeline.addAfter(isWatched ? NettyPipeline.IdleTimeoutHandler : NettyPipeline.HttpCodec, null, shortcut);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    Channel channel() {
        return context.channel();
    }

    /** Whether nothing is owed by anybody, nothing on its way, and the connection goes on. */
    boolean isQuiet() {
        return owed == null && isAbreast();
    }

    /** Whether nothing is on its way but what is owed here, and the connection goes on. */
    boolean isAbreast() {
        return beneath == 0 && held.isEmpty() && !ending && !closing.isWanted();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (!held.isEmpty() || mustWait(message)) {
            held.add(message);
        } else {
            pass(message);
        }
    }

    /** A request does while another's answer is owed, and while the client does not read what it was answered. */
    private boolean mustWait(Object message) {
        return message instanceof HttpRequest
                && (owed != null || !context.channel().isWritable());
    }

    private void pass(Object message) {
        if (ending && message instanceof LastHttpContent) {
            ending = false;
            ReferenceCountUtil.release(message);
        } else {
            offer(message);
        }
    }

    private void offer(Object message) {
        if (message instanceof HttpRequest request) {
            repeats.decoded();
            boolean isOffered = beneath == 0 && !leaving && isWhole(request);
            leaving = false;
            if (isOffered && isTaken(request)) {
                return;
            }
            beneath++;
        }
        context.fireChannelRead(message);
    }

    private static boolean isWhole(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && !HttpUtil.isContentLengthSet(request)
                && !HttpUtil.isTransferEncodingChunked(request);
    }

    private boolean isTaken(HttpRequest request) {
        Decoded turn = new Decoded(this, request);
        ending = true;
        boolean taken = false;
        try {
            taken = isTaken(turn, () -> server.take(turn, request));
        } finally {
            ending = taken;
        }
        if (taken) {
            turn.taken(repeats);
        }
        return taken;
    }

    /** Whether a request is, which is owed then until it is answered or passed on. */
    boolean isTaken(Turn turn, BooleanSupplier taking) {
        owed = turn;
        boolean taken = false;
        try {
            taken = taking.getAsBoolean();
        } finally {
            owed = taken ? owed : null;
        }
        if (owed == turn) {
            var unused = patience();
            readOn();
        }
        return taken;
    }

    /** Who closes the connection when it is idle; null when nobody does. */
    @Nullable
    Patience patience() {
        if (patience == null || patience.isRemoved()) {
            patience = Patience.inPlace(context.pipeline(), () -> owed != null);
        }
        return patience;
    }

    ChannelPromise answer(Turn turn, ByteBuf whole, boolean last) {
        ChannelPromise written = context.newPromise();
        closing.answered(written);
        turn.send(whole, written);
        if (last) {
            written.addListener(ChannelFutureListener.CLOSE);
            Farewell.until(written.channel(), written.channel().closeFuture());
        }
        if (owed == turn) {
            next();
        }
        return written;
    }

    /** Sends what is ready, of which the codec must know. */
    void send(ByteBuf whole, ChannelPromise written) {
        readyMade.send(context, whole, written);
    }

    /** Hands a request that was taken to WebFlux. */
    void giveBack(HttpRequest request) {
        beneath++;
        context.fireChannelRead(request);
        context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        context.fireChannelReadComplete();
    }

    void passOn(Turn turn) {
        if (owed == turn) {
            owed = null;
            turn.giveBack();
            next();
        }
    }

    /** The next that comes was offered before, and is WebFlux's. */
    void leaveNext() {
        leaving = true;
    }

    /** Nothing is owed any more: what was held back is next. */
    private void next() {
        owed = null;
        if (closing.isWanted()) {
            closeWhenTaken();
        } else if (!goingOn) {
            repeats.goOn();
            goOn();
        }
    }

    /** However many are answered at once, for which it is called again. */
    private void goOn() {
        goingOn = true;
        try {
            while (!held.isEmpty() && !mustWait(held.element())) {
                pass(held.remove());
            }
        } catch (RuntimeException failure) {
            context.fireExceptionCaught(failure); // it is not that of whoever was answered
        } finally {
            goingOn = false;
        }
        if (owed != null || beneath == 0) {
            readOn();
        }
    }

    /**
     * Reads on, which also tells when a client goes that waits. Who does not read its answers is not read either, nor is who has
     * asked for more in advance.
     */
    private void readOn() {
        full = !context.channel().isWritable();
        repeats.readOn(!full && held.isEmpty());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (!held.isEmpty() && !goingOn && !closing.isWanted()) {
            goOn();
        } else if (full) {
            readOn();
        }
        changed.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < 200;
        boolean last = beneath > 0 && message instanceof LastHttpContent && !interim;
        ChannelPromise written = last && closing.isWanted() ? promise.unvoid() : promise;
        var unused = to.write(message, written);
        beneath -= last ? 1 : 0;
        if (last && closing.isWanted()) {
            closing.answered(written);
            closeWhenTaken();
        }
    }

    /** Reactor Netty asks for the next request when it has begun to count how long that takes: one that is owed may have come by then. */
    @Override
    public void read(ChannelHandlerContext from) {
        if (owed != null) {
            var unused = patience();
        }
        from.read();
    }

    /** A server that stops closes connections by which WebFlux owes nothing; by this one something may be owed all the same. */
    @Override
    public void close(ChannelHandlerContext to, ChannelPromise promise) {
        if (closing.isWanted() || (owed == null && closing.isTaken())) {
            var unused = to.close(promise);
            return;
        }
        closing.want(to.channel(), promise);
        if (owed == null) {
            closeWhenTaken();
        }
    }

    private void closeWhenTaken() {
        if (beneath == 0) {
            closing.closeWhenTaken(context.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        Turn turn = owed;
        owed = null;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        if (turn != null) {
            turn.gone();
        }
        inactive.fireChannelInactive();
    }
}
