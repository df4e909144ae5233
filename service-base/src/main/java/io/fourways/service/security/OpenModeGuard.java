package io.fourways.service.security;

import io.fourways.service.access.RequestOrigin;
import io.fourways.service.problem.ProblemException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps the pages that a browser shows from using a service in mode {@code open}, where no token does.
 *
 * <p>A page of a foreign origin gives itself away by its {@code Origin}: 403. One whose owner lets their own name point to
 * this machine, once the page is loaded (DNS rebinding), has the right origin, but calls the service by that name: 421.
 * Programs that are no browsers say no origin, and call the service by an address that it knows, or by none.
 */
final class OpenModeGuard implements WebFilter, Ordered {

    private final KnownHosts hosts;
    private final OpenSurface surface;
    private final ApplicationContext service;

    /** @param service where the service's own requests are handled: those of its management are guarded in no mode */
    OpenModeGuard(KnownHosts hosts, OpenSurface surface, ApplicationContext service) {
        this.hosts = hosts;
        this.surface = surface;
        this.service = service;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (isOfManagement(exchange) || !surface.guarded().test(request)) {
            return chain.filter(exchange);
        }
        if (!request.getHeaders().getOrEmpty(HttpHeaders.HOST).stream().allMatch(hosts::know)) {
            return Mono.error(misdirected());
        }
        return surface.judgesOrigins() || !RequestOrigin.isForeign(request)
                ? chain.filter(exchange)
                : Mono.error(foreign());
    }

    private boolean isOfManagement(ServerWebExchange exchange) {
        ApplicationContext handling = exchange.getApplicationContext();
        return handling != null && handling != service;
    }

    private static ProblemException misdirected() {
        return new ProblemException(
                HttpStatus.MISDIRECTED_REQUEST,
                "misdirected",
                "Misdirected",
                "This service is open, and is not known by this host name; see fourways.security.allowed-hosts");
    }

    private static ProblemException foreign() {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "forbidden-origin",
                "Forbidden origin",
                "Pages of this origin may not use this service while it is open");
    }

    /** Before anything else is done for a request. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
