package io.fourways.gateway.shortcut;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Sends answers whose bytes are there already. HTTP's codec must know of every answer, since it counts them, but need not write
 * it: it is given an empty one, and from before it goes out what is ready. On the connection's event loop only.
 */
final class ReadyMade extends ChannelOutboundHandlerAdapter {

    private static final FullHttpResponse EMPTY = new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.EMPTY_BUFFER,
            EmptyHttpHeaders.INSTANCE,
            EmptyHttpHeaders.INSTANCE);

    private @Nullable ByteBuf ready;
    private boolean placed;

    /**
     * Sends an answer; nothing may be half-written.
     *
     * @param behind the codec, as seen from here
     * @param bytes  head and body, which are released
     */
    void send(ChannelHandlerContext behind, ByteBuf bytes, ChannelPromise written) {
        if (!placed) { // most connections have none
            placed = true;
            behind.pipeline().addBefore(NettyPipeline.HttpCodec, null, this);
        }
        ready = bytes;
        var unused = behind.writeAndFlush(EMPTY, written);
        if (ready != null) { // the connection has gone, and nothing comes here any more
            ready = null;
            bytes.release();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ByteBuf instead = ready;
        if (instead != null) {
            ready = null;
            ReferenceCountUtil.release(message);
        }
        var unused = context.write(instead == null ? message : instead, promise);
    }
}
