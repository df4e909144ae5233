package io.fourways.dispatch.api;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What Svix's API has and this one has not: answered 501, so that nobody takes it for something they have misspelled. */
final class LeftOut {

    private static final String APP = ApiSurface.ROOT + "/app/{app_id}";
    private static final String ENDPOINT = APP + "/endpoint/{endpoint_id}";
    private static final String MESSAGE = APP + "/msg/{msg_id}";

    static final List<String> PATHS = List.of(
            ApiSurface.ROOT + "/auth/**",
            ApiSurface.ROOT + "/connector/**",
            ApiSurface.ROOT + "/environment/**",
            ApiSurface.ROOT + "/events/**",
            ApiSurface.ROOT + "/management/**",
            ApiSurface.ROOT + "/msg/**",
            ApiSurface.ROOT + "/operational-webhook/**",
            ApiSurface.ROOT + "/stats/**",
            ApiSurface.ROOT + "/stream/**",
            "/ingest/api/v1/**",
            ApiSurface.ROOT + "/event-type/import/openapi",
            ApiSurface.ROOT + "/event-type/export/openapi",
            ApiSurface.ROOT + "/app/stats/**",
            APP + "/alert-email",
            APP + "/auto-config",
            APP + "/destination/**",
            APP + "/events",
            APP + "/inbound/**",
            APP + "/integration/**",
            APP + "/poller/**",
            APP + "/polling-endpoint/**",
            APP + "/sink/**",
            APP + "/stats/**",
            APP + "/stream/**",
            APP + "/msg/bulk-expunge",
            APP + "/msg/expunge-all-contents",
            APP + "/msg/precheck/**",
            APP + "/msg/search",
            MESSAGE + "/raw",
            MESSAGE + "/attempt/{attempt_id}/headers",
            APP + "/attempt/endpoint/{endpoint_id}/count",
            ENDPOINT + "/auto-config/**",
            ENDPOINT + "/bulk-replay",
            ENDPOINT + "/ca",
            ENDPOINT + "/cancel-msgs",
            ENDPOINT + "/connector/**",
            ENDPOINT + "/msg/test-attempt",
            ENDPOINT + "/mtls",
            ENDPOINT + "/mtls-config",
            ENDPOINT + "/oauth",
            ENDPOINT + "/oauth-config",
            ENDPOINT + "/rate-limit-status",
            ENDPOINT + "/transformation/**");

    private LeftOut() {}

    /** What is left out, and then whatever else is below the API's root, which nobody knows of. */
    static RouterFunction<ServerResponse> routes() {
        RouterFunctions.Builder routes = RouterFunctions.route();
        PATHS.forEach(path -> routes.route(RequestPredicates.path(path), request -> notImplemented()));
        routes.route(RequestPredicates.path(ApiSurface.ROOT + "/**"), request -> Mono.error(ApiProblem.notFound()));
        return routes.build();
    }

    private static Mono<ServerResponse> notImplemented() {
        return Mono.error(
                new ApiProblem(HttpStatus.NOT_IMPLEMENTED, "not_implemented", "This part of the API is left out here"));
    }
}
