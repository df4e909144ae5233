package io.fourways.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.netty.NettyPipeline;

/** Closes a connection on which nothing happens for long, unless its client waits for an answer. */
final class Patience extends IdleStateHandler {

    private final BooleanSupplier waits;

    /** Takes the place of Reactor Netty's handler, where there is one, which cannot know of a request that it has not seen. */
    static void inPlace(ChannelPipeline pipeline, BooleanSupplier waits) {
        if (pipeline.get(NettyPipeline.IdleTimeoutHandler) instanceof IdleStateHandler idle
                && !(idle instanceof Patience)) {
            pipeline.replace(
                    idle, NettyPipeline.IdleTimeoutHandler, new Patience(idle.getAllIdleTimeInMillis(), waits));
        }
    }

    private Patience(long millis, BooleanSupplier waits) {
        super(0, 0, millis, TimeUnit.MILLISECONDS);
        this.waits = waits;
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        if (!waits.getAsBoolean()) {
            var unused = context.close();
        }
    }
}
