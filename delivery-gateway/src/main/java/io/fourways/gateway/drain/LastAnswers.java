package io.fourways.gateway.drain;

import io.fourways.gateway.connection.Connections;
import io.fourways.gateway.connection.Farewell;
import io.netty.channel.Channel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Ends a connection with its answer while the gateway goes away, and says so in the answer, so that no client and no
 * proxy sends another request by it. Who does not take the answer is cut off.
 */
public final class LastAnswers implements WebFilter {

    private final Drain drain;

    public LastAnswers(Drain drain) {
        this.drain = drain;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> Mono.fromRunnable(() -> {
            if (drain.isDraining() && !isUpgrade(exchange)) {
                response.getHeaders().set(HttpHeaders.CONNECTION, "close");
                Channel channel = Connections.channel(exchange.getRequest());
                Farewell.until(channel, channel.closeFuture());
            }
        }));
        return chain.filter(exchange);
    }

    private static boolean isUpgrade(ServerWebExchange exchange) {
        return "websocket".equalsIgnoreCase(exchange.getRequest().getHeaders().getUpgrade());
    }
}
