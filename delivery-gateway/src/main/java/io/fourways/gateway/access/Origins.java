package io.fourways.gateway.access;

import io.fourways.service.access.RequestOrigin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The origins whose pages may use the gateway: its own ({@link RequestOrigin}), and those its configuration names.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454">RFC 6454, the web origin concept</a>
 */
public final class Origins {

    /** What clients of the four ways say, and who traces what a page does. */
    static final List<String> ASKED_WITH = List.of(
            "Authorization",
            "Last-Event-ID",
            "If-None-Match",
            "Prefer",
            "Content-Type",
            "Cache-Control",
            "traceparent",
            "tracestate");

    private static final String ANY = CorsConfiguration.ALL;

    private final CorsConfiguration cors = new CorsConfiguration();

    public Origins(OriginProperties properties) {
        if (properties.allowedOrigins().contains(ANY)) {
            cors.setAllowedOrigins(List.of(ANY));
        } else {
            cors.setAllowedOriginPatterns(properties.allowedOrigins());
            cors.setAllowCredentials(true);
        }
        cors.setAllowedMethods(List.of("GET", "HEAD"));
        cors.setAllowedHeaders(ASKED_WITH);
        cors.setExposedHeaders(
                List.of("ETag", "Link", "Poll-After", "Preference-Applied", "Retry-After", "traceparent"));
        cors.setMaxAge(Duration.ofMinutes(10));
    }

    /** Whether the request comes from no page at all, from one of the gateway's own origin, or from an allowed one. */
    public boolean allow(ServerHttpRequest request) {
        return !isCross(request) || isConfigured(request.getHeaders().getOrigin());
    }

    /** Whether the request comes from a page elsewhere. */
    static boolean isCross(ServerHttpRequest request) {
        return RequestOrigin.isForeign(request);
    }

    private boolean isConfigured(@Nullable String origin) {
        return cors.checkOrigin(origin) != null;
    }

    /** What the allowed origins may do. */
    CorsConfiguration cors() {
        return cors;
    }
}
