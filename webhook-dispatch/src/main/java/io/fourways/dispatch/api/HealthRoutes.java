package io.fourways.dispatch.api;

import io.fourways.service.problem.NotAllowed;
import java.time.Duration;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Whether the API can be served, for clients: anybody may ask. Orchestrators ask management. */
final class HealthRoutes {

    private static final String HEALTH = ApiSurface.ROOT + "/health";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private HealthRoutes() {}

    static RouterFunction<ServerResponse> to(ReactiveHealthIndicator database) {
        return RouterFunctions.route()
                .GET(HEALTH, request -> answer(database))
                .route(RequestPredicates.path(HEALTH), NotAllowed.but(HttpMethod.GET))
                .build();
    }

    private static Mono<ServerResponse> answer(ReactiveHealthIndicator database) {
        return database.health()
                .filter(health -> health.getStatus().equals(Status.UP))
                .flatMap(up -> ServerResponse.noContent().build())
                .switchIfEmpty(Mono.error(HealthRoutes::unavailable));
    }

    private static Throwable unavailable() {
        return new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database cannot be reached")
                .retryAfter(RETRY_AFTER);
    }
}
