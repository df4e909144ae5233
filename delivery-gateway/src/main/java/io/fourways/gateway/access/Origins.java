package io.fourways.gateway.access;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The origins whose pages may use the gateway: its own, and those its configuration names.
 *
 * <p>Its own is whatever the request's {@code Host} says, or what a believed proxy says the host was: the scheme is not
 * compared, since TLS usually ends before the gateway, and whoever owns a host's pages owns them under both.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454">RFC 6454, the web origin concept</a>
 */
public final class Origins {

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
        cors.setAllowedHeaders(List.of("Authorization", "Last-Event-ID", "If-None-Match", "Prefer", "Content-Type"));
        cors.setExposedHeaders(
                List.of("ETag", "Link", "Poll-After", "Preference-Applied", "Retry-After", "traceparent"));
        cors.setMaxAge(Duration.ofMinutes(10));
    }

    /** Whether the request comes from no page at all, from one of the gateway's own origin, or from an allowed one. */
    public boolean allow(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        return origin == null || isSame(origin, request) || isConfigured(origin);
    }

    /** Whether the request comes from a page elsewhere. */
    static boolean isCross(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        return origin != null && !isSame(origin, request);
    }

    private boolean isConfigured(String origin) {
        return cors.checkOrigin(origin) != null;
    }

    private static boolean isSame(String origin, ServerHttpRequest request) {
        int scheme = origin.indexOf("://");
        String authority = scheme < 0 ? "" : origin.substring(scheme + 3);
        return !authority.isEmpty()
                && (authority.equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.HOST))
                        || authority.equalsIgnoreCase(authority(request.getURI())));
    }

    private static @Nullable String authority(URI uri) {
        return uri.getRawAuthority();
    }

    /** What the allowed origins may do. */
    CorsConfiguration cors() {
        return cors;
    }
}
