package io.fourways.ingest.administration.webhooks;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.ingest.administration.AdminOnly;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked of the webhooks that came in. */
final class WebhookRoutes {

    private static final String ALL = "/v1/webhooks";
    private static final String ONE = ALL + "/{id}";
    private static final String REPLAY = ONE + "/replay";

    private WebhookRoutes() {}

    static RouterFunction<ServerResponse> to(WebhooksHandler handler, AdminOnly adminOnly) {
        return RouterFunctions.route()
                .GET(ALL, handler::list)
                .GET(ONE, handler::get)
                .POST(REPLAY, handler::replay)
                .route(path(ALL).or(path(ONE)), NotAllowed.but(HttpMethod.GET))
                .route(path(REPLAY), NotAllowed.but(HttpMethod.POST))
                .filter(adminOnly)
                .build();
    }
}
