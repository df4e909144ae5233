package io.fourways.service.access;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request carries its token: {@code Authorization: Bearer}, else {@value #PARAMETER} in the query, else the
 * cookie {@value #COOKIE}. The latter two are for browsers, whose EventSource and WebSocket cannot set a header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2">RFC 6750, section 2</a>
 */
public final class BearerTokens {

    static final String PARAMETER = "access_token";
    static final String COOKIE = "fourways_token";
    private static final String SCHEME = "Bearer ";

    private BearerTokens() {}

    /** The request's token; null when it carries none. */
    public static @Nullable String of(ServerHttpRequest request) {
        String token = inHeader(request);
        if (token == null) {
            token = inQuery(request);
        }
        if (token == null) {
            HttpCookie cookie = request.getCookies().getFirst(COOKIE);
            token = cookie == null ? null : blankToNull(cookie.getValue());
        }
        return token;
    }

    /**
     * The token in the request's header only; null without one. For what changes something: a cookie is sent along
     * whoever's page makes the browser ask (CSRF).
     */
    public static @Nullable String inHeader(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return blankToNull(header.substring(SCHEME.length()));
    }

    private static @Nullable String inQuery(ServerHttpRequest request) {
        return blankToNull(request.getQueryParams().getFirst(PARAMETER));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /**
     * Moves a token from the query into the header before anything else sees the request, since much of what handles a
     * request logs its query: WebFlux with every error, for one.
     *
     * @param takesTokens which requests may carry one; in the others' queries its name means something else
     */
    public static HttpHandler outOfQuery(HttpHandler next, Predicate<ServerHttpRequest> takesTokens) {
        return (request, response) -> next.handle(takesTokens.test(request) ? outOfQuery(request) : request, response);
    }

    private static ServerHttpRequest outOfQuery(ServerHttpRequest request) {
        if (!request.getQueryParams().containsKey(PARAMETER)) {
            return request;
        }
        // never the cookie's: in the header it would pass for one that no page can send by itself
        String inHeader = inHeader(request);
        String token = inHeader == null ? inQuery(request) : inHeader;
        return request.mutate()
                .uri(withoutToken(request.getURI()))
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .build();
    }

    /** The rest stays as it was sent, for {@link URI} lets more pass than the RFC: browsers do not escape brackets. */
    private static URI withoutToken(URI uri) {
        String query = Arrays.stream(uri.getRawQuery().split("&", -1))
                .filter(Predicate.not(BearerTokens::isToken))
                .collect(Collectors.joining("&"));
        String whole = uri.toString();
        String before = whole.substring(0, whole.indexOf('?'));
        return URI.create(query.isEmpty() ? before : before + '?' + query);
    }

    private static boolean isToken(String pair) {
        String name = pair.split("=", 2)[0];
        return URLDecoder.decode(name, StandardCharsets.UTF_8).equals(PARAMETER);
    }
}
