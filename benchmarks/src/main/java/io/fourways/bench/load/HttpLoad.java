package io.fourways.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A number of connections, each with one request on its way at any time: a closed loop, on one thread, so that the load
 * leaves the server what it can.
 */
public final class HttpLoad implements AutoCloseable {

    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final int connections;

    public HttpLoad(int connections) {
        this.connections = connections;
    }

    /** Keeps the server at this port of the loopback busy for so long, or until the supply is used up. */
    public Answers run(int port, Supply supply, AnswerReading reading, Duration length) throws InterruptedException {
        Answers answers = new Answers();
        CountDownLatch busy = new CountDownLatch(connections);
        long end = System.nanoTime() + length.toNanos();
        Bootstrap bootstrap = bootstrap(() -> new BusyConnection(supply, reading, answers, end, busy));
        for (int i = 0; i < connections; i++) {
            bootstrap
                    .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .sync();
        }
        if (!busy.await(length.plus(LAST_ANSWERS).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("No answer within " + LAST_ANSWERS.toSeconds() + " s");
        }
        return answers;
    }

    private Bootstrap bootstrap(Supplier<BusyConnection> connection) {
        return new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpResponseDecoder())
                                .addLast(new HttpObjectAggregator(LARGEST_ANSWER))
                                .addLast(connection.get());
                    }
                });
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
