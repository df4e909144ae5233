package io.fourways.bench.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.ReferenceCountUtil;

/** Takes what is published, and lets subscribers in: from then on nothing is left of HTTP on their connections. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, and is then looked at by nobody
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String PUBLISH = "/pub/";
    private static final String WEBSOCKET = "/ws/";
    private static final String SSE = "/sse/";
    private static final int LONGEST_FRAME = 1 << 16;

    private final Broadcast broadcast;

    RequestHandler(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String path = request.uri();
        if (path.startsWith(PUBLISH)) {
            broadcast.publish(path.substring(PUBLISH.length()), ByteBufUtil.getBytes(request.content()));
            context.writeAndFlush(empty(HttpResponseStatus.ACCEPTED));
        } else if (path.startsWith(WEBSOCKET)) {
            upgrade(context, request, path.substring(WEBSOCKET.length()));
        } else if (path.startsWith(SSE)) {
            stream(context, path.substring(SSE.length()));
        } else if (Poll.is(path)) {
            poll(context, Poll.of(path));
        } else {
            context.writeAndFlush(empty(HttpResponseStatus.NOT_FOUND));
        }
    }

    private static HttpResponse empty(HttpResponseStatus status) {
        HttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response;
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, String channel) {
        Channel subscriber = context.channel();
        new WebSocketServerHandshaker13("", null, false, LONGEST_FRAME)
                .handshake(subscriber, request)
                .addListener(done -> {
                    subscriber.pipeline().remove("wsdecoder");
                    subscriber.pipeline().remove("wsencoder");
                    join(subscriber, channel, Framing.WEBSOCKET);
                });
    }

    private void stream(ChannelHandlerContext context, String channel) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        Channel subscriber = context.channel();
        context.writeAndFlush(response).addListener(done -> {
            ChannelPipeline pipeline = subscriber.pipeline();
            pipeline.remove(HttpServerCodec.class);
            pipeline.remove(HttpObjectAggregator.class);
            join(subscriber, channel, Framing.SSE);
        });
    }

    private void poll(ChannelHandlerContext context, Poll first) {
        ChannelPipeline pipeline = context.pipeline();
        pipeline.replace(this, "polls", new PollHandler(broadcast));
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(HttpServerCodec.class);
        broadcast.ask(first, context.channel());
    }

    private void join(Channel subscriber, String channel, Framing framing) {
        subscriber.pipeline().replace(this, "unread", UNREAD);
        broadcast.join(new Subscribers.Key(channel, framing), subscriber);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
        context.close();
    }

    /** What subscribers say is not looked at. */
    private static final ChannelHandler UNREAD = new Unread();

    @ChannelHandler.Sharable
    private static final class Unread extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
            context.close();
        }
    }
}
