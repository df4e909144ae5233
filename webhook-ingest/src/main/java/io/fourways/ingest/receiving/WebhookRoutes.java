package io.fourways.ingest.receiving;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.service.trace.TracedRequests;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import reactor.core.publisher.Mono;

/** What can be asked of the addresses that providers call. */
final class WebhookRoutes {

    static final String WEBHOOKS = "/webhooks/";
    static final String SOURCE = WEBHOOKS + "{source}";

    private WebhookRoutes() {}

    static RouterFunction<ServerResponse> to(WebhookHandler handler, TracedRequests traced) {
        return RouterFunctions.route()
                .POST(SOURCE, handler::receive)
                .GET(SOURCE, handler::greet)
                .OPTIONS(SOURCE, handler::greet)
                .route(path(SOURCE), WebhookRoutes::postOnly)
                .filter(traced)
                .build();
    }

    static Mono<ServerResponse> postOnly(ServerRequest request) {
        return Mono.error(new MethodNotAllowedException(request.method(), List.of(HttpMethod.POST)));
    }
}
