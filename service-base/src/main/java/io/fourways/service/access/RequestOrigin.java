package io.fourways.service.access;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The origin of the page that sent a request, held against the host it was sent to.
 *
 * <p>That is whatever the request's {@code Host} says, or what a believed proxy says the host was: the scheme is not
 * compared, since TLS usually ends before a service, and whoever owns a host's pages owns them under both.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454">RFC 6454, the web origin concept</a>
 */
public final class RequestOrigin {

    private RequestOrigin() {}

    /** Whether a page from elsewhere sent it, or one that hides where it is from ({@code Origin: null}). */
    public static boolean isForeign(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        return origin != null && !isOf(authority(origin), request);
    }

    private static boolean isOf(String authority, ServerHttpRequest request) {
        return !authority.isEmpty()
                && (authority.equalsIgnoreCase(host(request))
                        || authority.equalsIgnoreCase(request.getURI().getRawAuthority()));
    }

    private static @Nullable String host(ServerHttpRequest request) {
        return request.getHeaders().getFirst(HttpHeaders.HOST);
    }

    private static String authority(String origin) {
        int scheme = origin.indexOf("://");
        return scheme < 0 ? "" : origin.substring(scheme + 3);
    }
}
