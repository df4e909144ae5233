package io.fourways.ingest.administration.sources;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.ingest.administration.AdminOnly;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about sources. */
final class SourceRoutes {

    static final String ALL = "/v1/sources";
    private static final String ONE = ALL + "/{name}";
    private static final String SECRETS = ONE + "/secrets";

    private SourceRoutes() {}

    static RouterFunction<ServerResponse> to(SourcesHandler handler, AdminOnly adminOnly) {
        return RouterFunctions.route()
                .GET(ALL, handler::list)
                .POST(ALL, handler::create)
                .GET(ONE, handler::get)
                .PUT(ONE, handler::put)
                .DELETE(ONE, handler::delete)
                .POST(SECRETS, handler::addSecret)
                .DELETE(SECRETS, handler::dropOldSecrets)
                .route(path(ALL), NotAllowed.but(HttpMethod.GET, HttpMethod.POST))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE))
                .route(path(SECRETS), NotAllowed.but(HttpMethod.POST, HttpMethod.DELETE))
                .filter(adminOnly)
                .build();
    }
}
