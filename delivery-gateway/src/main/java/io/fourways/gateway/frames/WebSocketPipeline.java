package io.fourways.gateway.frames;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.flow.FlowControlHandler;
import reactor.netty.NettyPipeline;

/**
 * Arranges a channel's handlers once its WebSocket handshake is done: the frames go one by one, as they are asked for,
 * through decompression to the connection, and no further into Reactor Netty, which would answer pings and closes itself
 * and keep a queue.
 */
final class WebSocketPipeline {

    private static final String DECODER = "wsdecoder";

    private WebSocketPipeline() {}

    /** Where frames come out. */
    interface Place {

        /** Puts the handler there. */
        ChannelHandlerContext put(ChannelHandler handler);
    }

    /**
     * @param maxBytes   how long a frame may be, and what a message comes to
     * @param compressed whether messages may be compressed
     */
    static Place arrange(Channel channel, int maxBytes, boolean compressed) {
        ChannelPipeline pipeline = channel.pipeline();
        channel.config().setAutoRead(false);
        if (channel.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator reads) {
            reads.maxMessagesPerRead(1);
        }
        pipeline.replace(DECODER, DECODER, new WebSocket13FrameDecoder(config(maxBytes, compressed)));
        pipeline.addAfter(DECODER, null, new FlowControlHandler());
        if (compressed) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, null, new MessageInflater(maxBytes));
        }
        return handler -> {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, null, handler);
            return pipeline.context(handler);
        };
    }

    private static WebSocketDecoderConfig config(int maxBytes, boolean compressed) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxBytes)
                .allowExtensions(compressed)
                .closeOnProtocolViolation(false)
                .build();
    }
}
