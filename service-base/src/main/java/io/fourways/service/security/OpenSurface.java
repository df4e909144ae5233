package io.fourways.service.security;

import java.util.function.Predicate;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What of a service mode {@code open} opens, and has therefore to be guarded from the pages that a browser on the same
 * machine shows; and so what takes tokens in mode {@code jwt}. A service declares it when it is not all of it.
 *
 * @param guarded       which requests: the others must prove themselves in every mode
 * @param judgesOrigins whether the service says itself pages of which origins it serves
 */
public record OpenSurface(Predicate<ServerHttpRequest> guarded, boolean judgesOrigins) {

    /** All of it, and pages of its own origin only. */
    public static OpenSurface everything() {
        return new OpenSurface(request -> true, false);
    }

    /** All of it; which pages may use it, the service knows. */
    public static OpenSurface judgingOrigins() {
        return new OpenSurface(request -> true, true);
    }

    /** All but what is below a path, which ends with a slash. */
    public static OpenSurface everythingBut(String path) {
        return new OpenSurface(request -> !request.getPath().value().startsWith(path), false);
    }
}
