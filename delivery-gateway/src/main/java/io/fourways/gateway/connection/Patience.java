package io.fourways.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Closes a connection on which nothing happens for long, unless its client waits for an answer. */
final class Patience extends IdleStateHandler {

    private final BooleanSupplier waits;

    Patience(long millis, BooleanSupplier waits) {
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
