package io.fourways.service.date;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpHeaders;
import reactor.netty.NettyPipeline;

/**
 * Says in every answer when it was made, unless it says so itself, as a server that has a clock must.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1">RFC 9110, 6.6.1</a>
 */
@ChannelHandler.Sharable
public final class DatedAnswers extends ChannelOutboundHandlerAdapter {

    private static final DatedAnswers ALL = new DatedAnswers();

    private DatedAnswers() {}

    /** Has every connection of a server do so. */
    public static NettyServerCustomizer everywhere() {
        return server -> server.doOnChannelInit((observer, channel, address) -> takePlace(channel));
    }

    /** In a connection of HTTP/1.1: who answers before Reactor Netty is asked, nearer to the codec, dates answers itself. */
    private static void takePlace(Channel channel) {
        if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
            channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, null, ALL);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response && isFinal(response)) {
            date(response);
        }
        var unused = context.write(message, promise);
    }

    private static boolean isFinal(HttpResponse response) {
        return response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }

    private static void date(HttpResponse response) {
        if (!response.headers().contains(HttpHeaders.DATE)) {
            response.headers().set(HttpHeaders.DATE, HttpDate.now());
        }
    }
}
