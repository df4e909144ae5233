package io.fourways.dispatch.eventtype;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about event types. */
final class EventTypeRoutes {

    private static final String ALL = ApiSurface.ROOT + "/event-type";
    private static final String ONE = ALL + "/{" + EventTypesHandler.NAME + "}";
    private static final String SCHEDULE = ONE + "/retry-schedule";

    private EventTypeRoutes() {}

    static RouterFunction<ServerResponse> to(EventTypesHandler handler) {
        return RouterFunctions.route()
                .GET(ALL, handler::list)
                .POST(ALL, handler::create)
                .GET(ONE, handler::get)
                .PUT(ONE, handler::put)
                .PATCH(ONE, handler::patch)
                .DELETE(ONE, handler::delete)
                .GET(SCHEDULE, handler::schedule)
                .PUT(SCHEDULE, handler::setSchedule)
                .route(path(ALL), NotAllowed.but(HttpMethod.GET, HttpMethod.POST))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .route(path(SCHEDULE), NotAllowed.but(HttpMethod.GET, HttpMethod.PUT))
                .build();
    }
}
