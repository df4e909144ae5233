package io.fourways.dispatch.secret;

import io.fourways.dispatch.api.ApiProblem;
import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.signing.SigningKey;
import io.fourways.service.problem.NotAllowed;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicates;
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
                .route(RequestPredicates.path(KEYS), NotAllowed.but(HttpMethod.GET))
                .build();
    }

    /**
     * By ids alone, which nobody guesses: names that people give are looked up for those with a key of the API. What is no id
     * costs the database nothing, whoever asks how often.
     */
    private Mono<ServerResponse> keys(ServerRequest request) {
        String app = request.pathVariable("app_id");
        String endpoint = request.pathVariable("endpoint_id");
        Mono<List<SigningKey>> found = IdKind.APP.matches(app) && IdKind.ENDPOINT.matches(endpoint)
                ? secrets.ofApp(app, endpoint)
                : Mono.empty();
        return found.flatMap(keys -> ServerResponse.ok().cacheControl(CACHED).bodyValue(JsonWebKeys.of(keys)))
                .switchIfEmpty(Mono.error(ApiProblem::notFound));
    }
}
