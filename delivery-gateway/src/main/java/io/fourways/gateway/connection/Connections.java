package io.fourways.gateway.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What lies beneath WebFlux's request and response. The one place that knows it is Reactor Netty. */
public final class Connections {

    private Connections() {}

    /** The connection a request came by. */
    public static Channel channel(ServerHttpRequest request) {
        HttpServerRequest beneath = ServerHttpRequestDecorator.getNativeRequest(request);
        if (beneath instanceof Connection connection) {
            return connection.channel();
        }
        throw new IllegalStateException("not served by Reactor Netty");
    }

    /** The request as it came. */
    public static HttpRequest request(ServerHttpRequest request) {
        HttpServerRequest beneath = ServerHttpRequestDecorator.getNativeRequest(request);
        return new DefaultHttpRequest(beneath.version(), beneath.method(), beneath.uri(), beneath.requestHeaders());
    }

    /** Comes when the socket has taken all that was written to a connection before, or the connection has gone. */
    public static Future<Void> flushed(Channel channel) {
        ChannelHandlerContext beneath = channel.pipeline().firstContext();
        return beneath == null ? channel.closeFuture() : beneath.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Whether the client's HTTP has chunks: not so before 1.1. */
    public static boolean hasChunks(ServerHttpRequest request) {
        HttpServerRequest beneath = ServerHttpRequestDecorator.getNativeRequest(request);
        return beneath.version().minorVersion() > 0 || beneath.version().majorVersion() > 1;
    }

    /** Reactor Netty's own response. */
    public static HttpServerResponse response(ServerHttpResponse response) {
        return ServerHttpResponseDecorator.getNativeResponse(response);
    }
}
