package io.fourways.gateway.connection;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Has responses {@linkplain OpenEnds go on} as part of their exchange, which is kept until they end: for a trace, in which a stream's
 * span is to be as long as the stream.
 */
public final class WithinExchange implements WebFilter, Ordered {

    private final boolean traced;

    /** @param traced whether there are traces; where there are none, no exchange is kept */
    public WithinExchange(boolean traced) {
        this.traced = traced;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> handling = chain.filter(exchange);
        return traced ? OpenEnds.whole(handling, Connections.channel(exchange.getRequest())) : handling;
    }

    /** Outside of all others. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
