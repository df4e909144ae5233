package io.fourways.gateway.shortcut;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/** Closes a connection on which nothing happens for long, unless its client waits for an answer. */
final class Patience extends IdleStateHandler {

    private final BooleanSupplier waits;
    private boolean removed;

    /**
     * Takes the place of Reactor Netty's handler, which cannot know of a request that it has not seen; null where there is none. It is
     * another one when that has been there again.
     */
    static @Nullable Patience inPlace(ChannelPipeline pipeline, BooleanSupplier waits) {
        ChannelHandler idle = pipeline.get(NettyPipeline.IdleTimeoutHandler);
        if (idle instanceof IdleStateHandler other && !(idle instanceof Patience)) {
            Patience patience = new Patience(other.getAllIdleTimeInMillis(), waits);
            pipeline.replace(idle, NettyPipeline.IdleTimeoutHandler, patience);
            return patience;
        }
        return (Patience) idle;
    }

    boolean isRemoved() {
        return removed;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) throws Exception {
        removed = true;
        super.handlerRemoved(context);
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
