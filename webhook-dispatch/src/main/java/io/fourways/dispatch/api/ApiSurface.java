package io.fourways.dispatch.api;

import java.util.List;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What all routes of the API have in common: errors as Svix has them, and the {@link ApiStep}s. */
public final class ApiSurface {

    /** What every path begins with. */
    public static final String ROOT = "/api/v1";

    private final List<ApiStep> steps;

    /** @param steps the outermost first */
    ApiSurface(List<ApiStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The routes as they are to be served. */
    public RouterFunction<ServerResponse> of(RouterFunction<ServerResponse> routes) {
        RouterFunction<ServerResponse> served = routes;
        for (int i = steps.size() - 1; i >= 0; i--) {
            served = served.filter(steps.get(i));
        }
        return served;
    }

    /** Routes that take no key: only their errors are as Svix has them. */
    public RouterFunction<ServerResponse> ofAnybody(RouterFunction<ServerResponse> routes) {
        return routes.filter(new ErrorAnswers());
    }
}
