package io.fourways.gateway.access;

import io.fourways.service.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers a page of a foreign origin with a 403 problem, and one of an allowed origin with what lets its browser read
 * the answer (CORS), preflight requests included. Lets a WebSocket upgrade pass, since only an accepted one can be
 * closed with a code that the page can read: its handler asks {@link Origins#allow} itself.
 */
final class OriginFilter implements WebFilter, Ordered {

    private final Origins origins;
    private final RefusalMetrics refusals;
    private final CorsProcessor cors = new DefaultCorsProcessor();

    OriginFilter(Origins origins, RefusalMetrics refusals) {
        this.origins = origins;
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (isUpgrade(request)) {
            return chain.filter(exchange);
        }
        if (!origins.allow(request)) {
            ProblemException refusal = foreign();
            refusals.request(refusal);
            return Mono.error(refusal);
        }
        if (!Origins.isCross(request)) {
            exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            return chain.filter(exchange);
        }
        if (!cors.process(origins.cors(), exchange)) {
            return Mono.error(more());
        }
        return CorsUtils.isPreFlightRequest(request) ? exchange.getResponse().setComplete() : chain.filter(exchange);
    }

    private static boolean isUpgrade(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
    }

    private static ProblemException foreign() {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "forbidden-origin",
                "Forbidden origin",
                "Pages of this origin may not use the gateway; see fourways.gateway.allowed-origins");
    }

    private static ProblemException more() {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "forbidden-request",
                "Forbidden request",
                "Pages of other origins may ask with GET or HEAD, and with the header fields "
                        + String.join(", ", Origins.ASKED_WITH));
    }

    /** Before anything that costs. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }
}
