package io.fourways.dispatch.task;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.message.api.EndpointKey;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about background tasks. */
final class TaskRoutes {

    private static final String ENDPOINT =
            ApiSurface.ROOT + "/app/{" + ApiKey.APP + "}/endpoint/{" + EndpointKey.VARIABLE + "}";
    private static final String RECOVER = ENDPOINT + "/recover";
    private static final String REPLAY_MISSING = ENDPOINT + "/replay-missing";
    private static final String ALL = ApiSurface.ROOT + "/background-task";
    private static final String ONE = ALL + "/{" + TasksHandler.TASK + "}";

    private TaskRoutes() {}

    static RouterFunction<ServerResponse> to(TasksHandler handler) {
        return RouterFunctions.route()
                .POST(RECOVER, handler::recover)
                .POST(REPLAY_MISSING, handler::replayMissing)
                .GET(ALL, handler::list)
                .GET(ONE, handler::get)
                .DELETE(ONE, handler::cancel)
                .route(path(RECOVER), NotAllowed.but(HttpMethod.POST))
                .route(path(REPLAY_MISSING), NotAllowed.but(HttpMethod.POST))
                .route(path(ALL), NotAllowed.but(HttpMethod.GET))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET, HttpMethod.DELETE))
                .build();
    }
}
