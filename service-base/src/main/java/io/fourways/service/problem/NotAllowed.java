package io.fourways.service.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/**
 * The answer to a method that a path does not have: 405 with {@code Allow}. OPTIONS, which asks what a path has, gets it
 * with 200, as from the framework's own controllers.
 */
public final class NotAllowed {

    private NotAllowed() {}

    /** For a path that has these; to be routed to behind them. */
    public static HandlerFunction<ServerResponse> but(HttpMethod... methods) {
        return request -> request.method().equals(HttpMethod.OPTIONS)
                ? ServerResponse.ok().allow(withOptions(methods)).build()
                : refuse(request, methods);
    }

    private static Mono<ServerResponse> refuse(ServerRequest request, HttpMethod... methods) {
        return Mono.error(new MethodNotAllowedException(request.method(), List.of(methods)));
    }

    private static Set<HttpMethod> withOptions(HttpMethod... methods) {
        Set<HttpMethod> all = new LinkedHashSet<>(List.of(methods));
        all.add(HttpMethod.OPTIONS);
        return all;
    }
}
