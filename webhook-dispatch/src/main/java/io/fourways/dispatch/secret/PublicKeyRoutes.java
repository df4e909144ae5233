package io.fourways.dispatch.secret;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.ApiSurface;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What receivers may ask without a key of the API: the public keys that their webhooks are signed with. */
final class PublicKeyRoutes {

    private static final String KEYS = ApiSurface.ROOT + "/app/{app_id}/endpoint/{endpoint_id}/jwks";

    /** Much less than the overlap of a rotation. */
    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Secrets secrets;

    private PublicKeyRoutes(Secrets secrets) {
        this.secrets = secrets;
    }

    static RouterFunction<ServerResponse> to(Secrets secrets) {
        return RouterFunctions.route()
                .GET(KEYS, new PublicKeyRoutes(secrets)::keys)
                .build();
    }

    /** By ids alone, which nobody guesses: names that people give are looked up for those with a key of the API. */
    private Mono<ServerResponse> keys(ServerRequest request) {
        return secrets.ofApp(request.pathVariable("app_id"), request.pathVariable("endpoint_id"))
                .flatMap(keys -> ServerResponse.ok().cacheControl(CACHED).bodyValue(JsonWebKeys.of(keys)))
                .switchIfEmpty(Mono.error(ApiProblem::notFound));
    }
}
