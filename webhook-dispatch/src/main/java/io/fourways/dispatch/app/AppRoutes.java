package io.fourways.dispatch.app;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiSurface;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about apps. */
final class AppRoutes {

    private static final String ALL = ApiSurface.ROOT + "/app";
    private static final String ONE = ALL + "/{" + ApiKey.APP + "}";

    private AppRoutes() {}

    static RouterFunction<ServerResponse> to(AppsHandler handler) {
        return RouterFunctions.route()
                .GET(ALL, handler::list)
                .POST(ALL, handler::create)
                .GET(ONE, handler::get)
                .PUT(ONE, handler::put)
                .PATCH(ONE, handler::patch)
                .DELETE(ONE, handler::delete)
                .route(path(ALL), NotAllowed.but(HttpMethod.GET, HttpMethod.POST))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .build();
    }
}
