package io.fourways.bench.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * About the least that a JVM can fan events out with: bytes framed once, one task per event loop for all that has come
 * meanwhile, one flush per connection. Nothing is logged, resumed, filtered, allowed or bounded: a slow reader is
 * buffered for without an end.
 */
public final class BareBroadcaster {

    private static final int LARGEST = 1 << 20;
    private static final int BACKLOG = 4096;

    private BareBroadcaster() {}

    /** On the port given, handing out as it is said. */
    public static void main(String[] args) throws InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(), EpollIoHandler.newFactory());
        Broadcast broadcast = Broadcast.on(loops, Handing.of(args[1]));
        Channel listening = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(pipeline(broadcast))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
                .sync()
                .channel();
        listening.closeFuture().sync();
    }

    private static ChannelInitializer<Channel> pipeline(Broadcast broadcast) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST))
                        .addLast(new RequestHandler(broadcast));
            }
        };
    }
}
