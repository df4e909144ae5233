package io.fourways.gateway.connection;

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
    private @Nullable Turn owed;
    private @Nullable ChannelPromise answered;
    private boolean closing;
    private boolean ending;
    private boolean goingOn;
    private boolean full;
    private int beneath;

    private Shortcut(Server server) {
        this.server = server;
    }

    /** Whoever answers requests without WebFlux. Called on the connection's event loop. */
    @FunctionalInterface
    public interface Server {

        /** Whether it takes the request: then it answers, at once or later, or {@linkplain Turn#passOn passes it on}. */
        boolean take(Turn turn);
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

    /** Whether nothing is owed by anybody, nothing on its way, and the connection goes on. */
    boolean isQuiet() {
        return owed == null && beneath == 0 && held.isEmpty() && !ending && !closing;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!held.isEmpty() || mustWait(context, message)) {
            held.add(message);
        } else {
            pass(context, message);
        }
    }

    /** A request does while another's answer is owed, and while the client does not read what it was answered. */
    private boolean mustWait(ChannelHandlerContext context, Object message) {
        return message instanceof HttpRequest
                && (owed != null || !context.channel().isWritable());
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (ending && message instanceof LastHttpContent) {
            ending = false;
            ReferenceCountUtil.release(message);
        } else {
            offer(context, message);
        }
    }

    private void offer(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            repeats.decoded();
            if (beneath == 0 && isWhole(request) && take(context, request)) {
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

    private boolean take(ChannelHandlerContext context, HttpRequest request) {
        Turn turn = new Turn(context, request);
        owed = turn;
        ending = true;
        boolean taken = false;
        try {
            taken = server.take(turn);
        } finally {
            if (!taken) {
                owed = null;
                ending = false;
            }
        }
        if (owed == turn) {
            Patience.inPlace(context.pipeline(), () -> owed != null);
            readOn(context);
        }
        return taken;
    }

    /** Nothing is owed any more: what was held back is next. */
    private void next(ChannelHandlerContext context) {
        owed = null;
        if (closing) {
            closeWhenTaken(context);
        } else if (!goingOn) {
            goOn(context);
        }
    }

    /** However many are answered at once, for which it is called again. */
    private void goOn(ChannelHandlerContext context) {
        goingOn = true;
        try {
            while (!held.isEmpty() && !mustWait(context, held.element())) {
                pass(context, held.remove());
            }
        } finally {
            goingOn = false;
        }
        if (owed != null || beneath == 0) {
            readOn(context);
        }
    }

    /**
     * Reads on, which also tells when a client goes that waits. Who does not read its answers is not read either, nor is who has
     * asked for more in advance.
     */
    private void readOn(ChannelHandlerContext context) {
        full = !context.channel().isWritable();
        if (!full && held.isEmpty()) {
            context.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!held.isEmpty() && !goingOn && !closing) {
            goOn(context);
        } else if (full) {
            readOn(context);
        }
        context.fireChannelWritabilityChanged();
    }

    /** A request was answered past this, and the client may have taken it when the promise is true. */
    void passedBy(ChannelPromise written) {
        answered = written;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < 200;
        boolean last = beneath > 0 && message instanceof LastHttpContent && !interim;
        ChannelPromise written = last && closing ? promise.unvoid() : promise;
        var unused = context.write(message, written);
        beneath -= last ? 1 : 0;
        if (last && closing) {
            answered = written;
            closeWhenTaken(context);
        }
    }

    /** A server that stops closes connections by which WebFlux owes nothing; by this one something may be owed all the same. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        boolean isTaken = answered == null || answered.isDone();
        if (closing || (owed == null && isTaken)) {
            var unused = context.close(promise);
            return;
        }
        closing = true;
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (owed == null) {
            closeWhenTaken(context);
        }
    }

    /** Who does not take the last answer is cut off by another close, which is not put off. */
    private void closeWhenTaken(ChannelHandlerContext context) {
        if (beneath == 0 && answered != null) {
            Farewell.until(context.channel(), context.channel().closeFuture());
            answered.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Turn turn = owed;
        owed = null;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        if (turn != null) {
            turn.whenGone.run();
        }
        context.fireChannelInactive();
    }

    /** One request, until it is answered or passed on. */
    public final class Turn {

        private final ChannelHandlerContext context;
        private final HttpRequest request;
        private Runnable whenGone = () -> {};

        private Turn(ChannelHandlerContext context, HttpRequest request) {
            this.context = context;
            this.request = request;
        }

        public HttpRequest request() {
            return request;
        }

        public Channel channel() {
            return context.channel();
        }

        /** What is to be done when the client goes before it is answered. */
        public void whenGone(Runnable action) {
            whenGone = action;
        }

        /**
         * Answers; the promise comes true when the socket has taken it.
         *
         * @param whole head and body as HTTP/1.1 has them, which are released
         * @param last  whether the head says that the connection ends
         * @param again how to answer when just the same is asked again; null where that is not known
         */
        public ChannelPromise answer(ByteBuf whole, boolean last, @Nullable Again again) {
            ChannelPromise written = context.newPromise();
            answered = written;
            readyMade.send(context, whole, written);
            if (last) {
                written.addListener(ChannelFutureListener.CLOSE);
                Farewell.until(written.channel(), written.channel().closeFuture());
            }
            if (owed == this) {
                next(context);
            }
            if (again != null) {
                repeats.answered(request, again);
            }
            return written;
        }

        /** Leaves the request to WebFlux after all. */
        public void passOn() {
            if (owed == this) {
                beneath++;
                context.fireChannelRead(request);
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
                context.fireChannelReadComplete();
                next(context);
            }
        }
    }
}
