package io.fourways.dispatch.message.api;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.ApiSurface;
import io.fourways.service.problem.NotAllowed;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What can be asked about messages. */
final class MessageRoutes {

    private static final String APP = ApiSurface.ROOT + "/app/{" + ApiKey.APP + "}";
    private static final String ALL = APP + "/msg";
    private static final String ONE = ALL + "/{" + MessageKey.VARIABLE + "}";
    private static final String CONTENT = ONE + "/content";
    private static final String EXAMPLE = APP + "/endpoint/{" + EndpointKey.VARIABLE + "}/send-example";

    /** Parts of Svix's API that stand where messages do. */
    private static final Set<String> LEFT_OUT = Set.of("bulk-expunge", "expunge-all-contents", "search");

    private MessageRoutes() {}

    static RouterFunction<ServerResponse> to(MessagesHandler messages, ExamplesHandler examples) {
        return RouterFunctions.route()
                .GET(ALL, messages::list)
                .POST(ALL, messages::create)
                .GET(ONE, messages::get)
                .DELETE(CONTENT, messages::expunge)
                .POST(EXAMPLE, examples::send)
                .route(path(ALL), NotAllowed.but(HttpMethod.GET, HttpMethod.POST))
                .route(path(ONE).and(leftOut().negate()), NotAllowed.but(HttpMethod.GET))
                .route(path(CONTENT), NotAllowed.but(HttpMethod.DELETE))
                .route(path(EXAMPLE), NotAllowed.but(HttpMethod.POST))
                .build();
    }

    private static RequestPredicate leftOut() {
        return request -> LEFT_OUT.stream().anyMatch(name -> request.path().endsWith("/" + name));
    }
}
