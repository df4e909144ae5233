package io.fourways.gateway.fanout;

import io.netty.channel.EventLoop;

/** Who touches the readers of an event loop must be on it. */
final class OwnThread {

    private OwnThread() {}

    /**
     * Who came by another thread would have readers of the loop miss events, or have them twice, and nobody could tell.
     *
     * @throws IllegalStateException on any other thread than the event loop's
     */
    static void require(EventLoop eventLoop) {
        if (!eventLoop.inEventLoop()) {
            throw new IllegalStateException(Thread.currentThread() + " is not the event loop's");
        }
    }
}
