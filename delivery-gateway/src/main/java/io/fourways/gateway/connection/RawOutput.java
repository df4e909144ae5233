package io.fourways.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;

/**
 * Bytes to a connection's socket, ready as they are: past the HTTP or WebSocket codec, but not past TLS. To be used
 * from the connection's event loop only, and only while the codec has nothing half-written.
 *
 * <p>Writing one buffer costs no more than a place in the channel's outbound buffer. Who sees {@link #isWritable()} say
 * no must wait for the writable callback.
 */
public final class RawOutput {

    private final Channel channel;
    private final ChannelHandlerContext context;

    private RawOutput(Channel channel, ChannelHandlerContext context) {
        this.channel = channel;
        this.context = context;
    }

    /**
     * Opens the way past the codec.
     *
     * @param whenWritable called when the socket, having been full, takes more
     * @param whenGone     called once, when the connection has gone
     */
    public static RawOutput open(Channel channel, Runnable whenWritable, Runnable whenGone) {
        ChannelPipeline pipeline = channel.pipeline();
        Watch watch = new Watch(whenWritable, whenGone);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls == null) {
            pipeline.addFirst(watch);
        } else {
            pipeline.addAfter(tls.name(), null, watch);
        }
        return new RawOutput(channel, pipeline.context(watch));
    }

    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    public boolean isWritable() {
        return channel.isWritable() && !context.isRemoved();
    }

    /** Writes the bytes and releases them. */
    public void write(ByteBuf bytes) {
        if (context.isRemoved() || !channel.isActive()) {
            bytes.release();
        } else {
            var unused = context.write(bytes, channel.voidPromise());
        }
    }

    public void flush() {
        context.flush();
    }

    /**
     * Gives the connection back to its codec, after the last that it is to have. Who does not take that in time is {@linkplain
     * Farewell cut off}.
     */
    public void end() {
        if (!context.isRemoved()) {
            Farewell.until(channel, context.writeAndFlush(Unpooled.EMPTY_BUFFER));
            close();
        }
    }

    /** Gives the connection back to its codec. */
    public void close() {
        if (!context.isRemoved()) {
            channel.pipeline().remove(context.handler());
        }
    }

    private static final class Watch extends ChannelInboundHandlerAdapter {

        private final Runnable whenWritable;
        private final Runnable whenGone;

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
    }
}
