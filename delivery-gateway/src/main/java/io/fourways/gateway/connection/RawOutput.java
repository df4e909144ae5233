package io.fourways.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to a connection's socket, ready as they are: past the HTTP or WebSocket codec, but not past TLS. To be used
 * from the connection's event loop only, and only while the codec has nothing half-written.
 *
 * <p>Writing one buffer costs no more than a place in the channel's outbound buffer: without TLS nobody stands between, and the
 * pipeline is not gone through, all of whose parts would be touched for each event. Who sees {@link #isWritable()} say no must
 * wait for the writable callback.
 */
public final class RawOutput {

    private final Channel.Unsafe socket;
    private final ChannelPromise unwatched;
    private final ChannelHandlerContext context;
    private final boolean direct;
    private boolean open = true;

    private RawOutput(ChannelHandlerContext context, boolean direct) {
        this.socket = context.channel().unsafe();
        this.unwatched = context.channel().voidPromise();
        this.context = context;
        this.direct = direct;
    }

    /**
     * Opens the way past the codec.
     *
     * @param whenWritable called when the socket, having been full, takes more
     * @param whenGone     called once, when the connection has gone
     * @throws IllegalStateException when the channel is no connection, but a stream within one (HTTP/2)
     */
    public static RawOutput open(Channel channel, Runnable whenWritable, Runnable whenGone) {
        if (channel.parent() != null && channel.parent().parent() != null) {
            throw new IllegalStateException("HTTP/2 is not served");
        }
        ChannelPipeline pipeline = channel.pipeline();
        Watch watch = new Watch(whenWritable, whenGone);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls == null) {
            pipeline.addFirst(watch);
        } else {
            pipeline.addAfter(tls.name(), null, watch);
        }
        RawOutput output = new RawOutput(pipeline.context(watch), tls == null);
        watch.output = output;
        return output;
    }

    public EventLoop eventLoop() {
        return context.channel().eventLoop();
    }

    public boolean isWritable() {
        ChannelOutboundBuffer buffer = open ? socket.outboundBuffer() : null;
        return buffer != null && buffer.isWritable();
    }

    /** Writes the bytes and releases them. */
    public void write(ByteBuf bytes) {
        assert eventLoop().inEventLoop();
        if (!open || socket.outboundBuffer() == null) {
            bytes.release();
        } else if (direct) {
            socket.write(bytes, unwatched);
        } else {
            var unused = context.write(bytes, unwatched);
        }
    }

    public void flush() {
        if (direct) {
            socket.flush();
        } else {
            context.flush();
        }
    }

    /**
     * Gives the connection back to its codec, after the last that it is to have. Who does not take that in time is {@linkplain
     * Farewell cut off}.
     */
    public void end() {
        if (open) {
            Farewell.until(context.channel(), context.writeAndFlush(Unpooled.EMPTY_BUFFER));
            close();
        }
    }

    /** Gives the connection back to its codec. */
    public void close() {
        if (open) {
            context.pipeline().remove(context.handler());
        }
    }

    private static final class Watch extends ChannelInboundHandlerAdapter {

        private final Runnable whenWritable;
        private final Runnable whenGone;
        private @Nullable RawOutput output;

        private Watch(Runnable whenWritable, Runnable whenGone) {
            this.whenWritable = whenWritable;
            this.whenGone = whenGone;
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                whenWritable.run();
            }
            context.fireChannelWritabilityChanged();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            whenGone.run();
            context.fireChannelInactive();
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (output != null) {
                output.open = false;
            }
        }
    }
}
