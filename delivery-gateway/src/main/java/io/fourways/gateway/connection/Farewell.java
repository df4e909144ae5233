package io.fourways.gateway.connection;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time that a client has to take the last it is sent. Then the connection is cut, so that one who has stopped reading
 * does not hold up a gateway that goes away.
 */
public final class Farewell {

    static final long SECONDS = 5;

    private Farewell() {}

    /** Cuts the connection if this has not come by then. */
    public static void until(Channel channel, Future<?> taken) {
        until(channel, taken, Duration.ofSeconds(SECONDS), () -> {});
    }

    /**
     * The same of what is not the last, but must be taken within a time, too.
     *
     * @param whenCut told when it has not been
     */
    public static void until(Channel channel, Future<?> taken, Duration time, Runnable whenCut) {
        var cut = channel.eventLoop().schedule(() -> cut(channel, whenCut), time.toMillis(), TimeUnit.MILLISECONDS);
        taken.addListener(done -> cut.cancel(false));
    }

    private static void cut(Channel channel, Runnable whenCut) {
        whenCut.run();
        var unused = channel.close();
    }
}
