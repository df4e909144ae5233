package io.fourways.ingest.administration.replays;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.ingest.administration.AdminOnly;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about replays of many. */
final class ReplayRoutes {

    static final String ALL = "/v1/replays";
    private static final String ONE = ALL + "/{id}";

    /** The same beside the replay of one. */
    private static final String OF_WEBHOOKS = "/v1/webhooks/replay";

    private ReplayRoutes() {}

    static RouterFunction<ServerResponse> to(ReplaysHandler handler, AdminOnly adminOnly) {
        return RouterFunctions.route()
                .GET(ALL, handler::list)
                .POST(ALL, handler::create)
                .POST(OF_WEBHOOKS, handler::create)
                .GET(ONE, handler::get)
                .DELETE(ONE, handler::cancel)
                .route(path(ALL), NotAllowed.but(HttpMethod.GET, HttpMethod.POST))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET, HttpMethod.DELETE))
                .route(path(OF_WEBHOOKS), NotAllowed.but(HttpMethod.POST))
                .filter(adminOnly)
                .build();
    }
}
