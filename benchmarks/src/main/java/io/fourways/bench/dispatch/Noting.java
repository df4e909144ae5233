package io.fourways.bench.dispatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.charset.StandardCharsets;

/** One connection of a receiver: notes a webhook, then says that it is there. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class Noting extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final ByteBuf OK = answer("200 OK");
    private static final ByteBuf NO_WEBHOOK = answer("400 Bad Request");

    private final Arrivals arrivals;

    Noting(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    private static ByteBuf answer(String status) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                "HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n", StandardCharsets.US_ASCII));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String id = request.headers().get("webhook-id");
        boolean isWebhook = id != null && request.content().readableBytes() == Webhook.BYTES;
        if (isWebhook) {
            arrivals.add(id, System.nanoTime() - Webhook.sentAt(ByteBufUtil.getBytes(request.content())));
        }
        context.writeAndFlush((isWebhook ? OK : NO_WEBHOOK).duplicate(), context.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        System.err.println("A receiver's connection failed: " + failure);
        context.close();
    }
}
