package io.fourways.gateway.shortcut;

import io.fourways.gateway.connection.Farewell;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection that a server closes when it stops: it comes when its client has taken what was owed. On the connection's event
 * loop only.
 */
final class PutOffClose {

    private @Nullable ChannelPromise answered;
    private boolean wanted;

    /** Something was answered, when this comes true. */
    void answered(ChannelPromise written) {
        answered = written;
    }

    /** Whether its client has all that it was answered. */
    boolean isTaken() {
        return answered == null || answered.isDone();
    }

    boolean isWanted() {
        return wanted;
    }

    /** @param closed comes true when it is */
    void want(Channel channel, ChannelPromise closed) {
        wanted = true;
        channel.closeFuture().addListener(done -> closed.trySuccess());
    }

    /** Nothing is owed any more. Who does not take the last answer is cut off by another close, which is not put off. */
    void closeWhenTaken(Channel channel) {
        if (answered != null) {
            Farewell.until(channel, channel.closeFuture());
            answered.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
