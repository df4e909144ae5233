package io.fourways.ingest.administration;

import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.access.Forbidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lets those through whose token has the claim {@code admin}, before anything of the request is read. */
public final class AdminOnly implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private final Authenticator authenticator;

    public AdminOnly(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return authenticator
                .authenticate(token(request))
                .doOnNext(Forbidden::unlessAdmin)
                .flatMap(caller -> next.handle(request));
    }

    /** What changes something takes no cookie: it is sent along whoever's page makes the browser ask. */
    private static @Nullable String token(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        return request.method().equals(HttpMethod.GET) ? BearerTokens.of(http) : BearerTokens.inHeader(http);
    }
}
