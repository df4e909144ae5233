package io.fourways.ingest.administration;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** The answer to a method that a path does not have: 405 with {@code Allow}. */
public final class NotAllowed {

    private NotAllowed() {}

    /** Where only these are. */
    public static HandlerFunction<ServerResponse> but(HttpMethod... methods) {
        return request -> Mono.error(new MethodNotAllowedException(request.method(), List.of(methods)));
    }
}
