package io.fourways.service.connections;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The places that connections take as long as they are open; whoever finds none is closed. Safe for any thread. */
final class ConnectionPlaces {

    private final AtomicInteger taken = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final int most;

    ConnectionPlaces(int most) {
        this.most = most;
    }

    void take(Channel connection) {
        boolean free = taken.incrementAndGet() <= most;
        connection.closeFuture().addListener(closed -> taken.decrementAndGet());
        if (!free) {
            refused.increment();
            var unused = connection.close();
        }
    }

    int taken() {
        return taken.get();
    }

    long refused() {
        return refused.sum();
    }
}
