package io.fourways.dispatch.endpoint;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiSurface;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about endpoints. */
final class EndpointRoutes {

    private static final String ALL = ApiSurface.ROOT + "/app/{" + ApiKey.APP + "}/endpoint";
    private static final String ONE = ALL + "/{" + EndpointsHandler.ENDPOINT + "}";
    private static final String SECRET = ONE + "/secret";
    private static final String ROTATION = SECRET + "/rotate";
    private static final String HEADERS = ONE + "/headers";
    private static final String STATISTICS = ONE + "/stats";

    private EndpointRoutes() {}

    static RouterFunction<ServerResponse> to(EndpointsHandler handler) {
        return RouterFunctions.route()
                .GET(ALL, handler::list)
                .POST(ALL, handler::create)
                .GET(ONE, handler::get)
                .PUT(ONE, handler::put)
                .PATCH(ONE, handler::patch)
                .DELETE(ONE, handler::delete)
                .GET(SECRET, handler::secret)
                .POST(ROTATION, handler::rotateSecret)
                .GET(HEADERS, handler::headers)
                .PUT(HEADERS, handler::setHeaders)
                .PATCH(HEADERS, handler::patchHeaders)
                .GET(STATISTICS, handler::statistics)
                .add(otherMethods())
                .build();
    }

    private static RouterFunction<ServerResponse> otherMethods() {
        return RouterFunctions.route()
                .route(path(ALL), NotAllowed.but(HttpMethod.GET, HttpMethod.POST))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .route(path(SECRET), NotAllowed.but(HttpMethod.GET))
                .route(path(ROTATION), NotAllowed.but(HttpMethod.POST))
                .route(path(HEADERS), NotAllowed.but(HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH))
                .route(path(STATISTICS), NotAllowed.but(HttpMethod.GET))
                .build();
    }
}
