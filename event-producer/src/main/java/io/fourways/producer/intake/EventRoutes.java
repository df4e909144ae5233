package io.fourways.producer.intake;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.service.problem.NotAllowed;
import io.fourways.service.trace.TracedExchanges;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked of the event-producer. */
final class EventRoutes {

    static final String EVENTS = "/v1/events";
    static final String CHANNEL_EVENTS = "/v1/channels/{channel}/events";

    private EventRoutes() {}

    static RouterFunction<ServerResponse> to(EventHandler handler, TracedExchanges traced) {
        return RouterFunctions.route()
                .POST(EVENTS, handler::publish)
                .POST(CHANNEL_EVENTS, handler::publishToChannel)
                .route(path(EVENTS).or(path(CHANNEL_EVENTS)), NotAllowed.but(HttpMethod.POST))
                .filter(traced)
                .build();
    }
}
