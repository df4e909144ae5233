package io.fourways.gateway.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.service.problem.NotAllowed;
import io.fourways.service.trace.TraceParent;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The one resource that is read in four ways. */
public final class ReadRoutes {

    private static final String EVENTS = "/v1/events";

    private ReadRoutes() {}

    public static RouterFunction<ServerResponse> of(ReadHandler handler) {
        return RouterFunctions.route()
                .GET(EVENTS, handler::read)
                .HEAD(EVENTS, handler::read)
                .route(path(EVENTS), NotAllowed.but(HttpMethod.GET, HttpMethod.HEAD))
                .filter(TraceParent::carryThrough)
                .build();
    }
}
