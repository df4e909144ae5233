package io.fourways.dispatch.access;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.ApiStep;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Lets those through who have an API key: a token with the claim {@code webhooks}. Cookies are none: a browser sends them
 * along, whoever's page makes it ask.
 */
final class ApiKeys implements ApiStep {

    private final Authenticator authenticator;

    ApiKeys(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return authenticator
                .authenticate(BearerTokens.inHeader(request.exchange().getRequest()))
                .map(ApiKey::new)
                .filter(ApiKey::opensAnything)
                .switchIfEmpty(Mono.error(ApiKeys::noKey))
                .doOnNext(key -> key.giveTo(request))
                .flatMap(key -> next.handle(request));
    }

    private static Throwable noKey() {
        return ApiProblem.insufficientAccess("The token lacks the webhooks claim");
    }

    @Override
    public int getOrder() {
        return AUTHENTICATION;
    }
}
