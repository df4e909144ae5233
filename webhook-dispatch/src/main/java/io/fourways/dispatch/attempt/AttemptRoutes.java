package io.fourways.dispatch.attempt;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.message.api.EndpointKey;
import io.fourways.dispatch.message.api.MessageKey;
import io.fourways.service.problem.NotAllowed;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about attempts and deliveries. */
final class AttemptRoutes {

    private static final String APP = ApiSurface.ROOT + "/app/{" + ApiKey.APP + "}";
    private static final String ENDPOINT = "/{" + EndpointKey.VARIABLE + "}";
    private static final String MESSAGE = "/{" + MessageKey.VARIABLE + "}";
    private static final String BY_ENDPOINT = APP + "/attempt/endpoint" + ENDPOINT;
    private static final String BY_MESSAGE = APP + "/attempt/msg" + MESSAGE;
    private static final String MESSAGES = APP + "/endpoint" + ENDPOINT + "/msg";
    private static final String DESTINATIONS = APP + "/msg" + MESSAGE + "/endpoint";
    private static final String RESEND = DESTINATIONS + ENDPOINT + "/resend";
    private static final String ONE = APP + "/msg" + MESSAGE + "/attempt/{" + AttemptsHandler.ATTEMPT + "}";
    private static final String CONTENT = ONE + "/content";

    private AttemptRoutes() {}

    static RouterFunction<ServerResponse> to(AttemptsHandler attempts, DeliveriesHandler deliveries) {
        return RouterFunctions.route()
                .GET(BY_ENDPOINT, attempts::listByEndpoint)
                .GET(BY_MESSAGE, attempts::listByMessage)
                .GET(MESSAGES, deliveries::listMessages)
                .GET(DESTINATIONS, deliveries::listDestinations)
                .POST(RESEND, deliveries::resend)
                .GET(ONE, attempts::get)
                .DELETE(CONTENT, attempts::expunge)
                .add(otherMethods())
                .build();
    }

    private static RouterFunction<ServerResponse> otherMethods() {
        return RouterFunctions.route()
                .route(path(BY_ENDPOINT), NotAllowed.but(HttpMethod.GET))
                .route(path(BY_MESSAGE), NotAllowed.but(HttpMethod.GET))
                .route(path(MESSAGES), NotAllowed.but(HttpMethod.GET))
                .route(path(DESTINATIONS), NotAllowed.but(HttpMethod.GET))
                .route(path(RESEND), NotAllowed.but(HttpMethod.POST))
                .route(path(ONE), NotAllowed.but(HttpMethod.GET))
                .route(path(CONTENT), NotAllowed.but(HttpMethod.DELETE))
                .build();
    }
}
