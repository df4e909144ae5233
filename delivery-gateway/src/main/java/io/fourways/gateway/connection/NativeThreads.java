package io.fourways.gateway.connection;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import reactor.netty.resources.LoopResources;

/** Event loops for connections that the gateway opens by itself, which wait by the kernel's own means where there are any ({@code epoll}). */
public final class NativeThreads implements AutoCloseable {

    private final LoopResources threads;

    /** As many as processors, made when they are needed. */
    public NativeThreads(String name) {
        this.threads = LoopResources.create(name, Runtime.getRuntime().availableProcessors(), true);
    }

    public EventLoopGroup group() {
        return threads.onClient(true);
    }

    /** What connections must be to live on them. */
    public Class<? extends SocketChannel> channel() {
        return threads.onChannelClass(SocketChannel.class, group());
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
