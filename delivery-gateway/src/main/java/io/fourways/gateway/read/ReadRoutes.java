package io.fourways.gateway.read;

import io.fourways.service.trace.TraceParent;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The one resource that is read in four ways. */
public final class ReadRoutes {

    private ReadRoutes() {}

    public static RouterFunction<ServerResponse> of(ReadHandler handler) {
        return RouterFunctions.route()
                .GET("/v1/events", handler::read)
                .filter(TraceParent::carryThrough)
                .build();
    }
}
