package io.fourways.gateway.connection;

import io.netty.channel.Channel;
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
