package io.fourways.system.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client reads.
 *
 * @param channels patterns
 * @param more     further query parameters, begun with {@code &}; may be empty
 * @param token    the bearer token; empty for none
 */
public record Subscription(List<String> channels, String more, String token) {

    /** These channels, with a token for everything. */
    public static Subscription to(String... channels) {
        return new Subscription(List.of(channels), "", Tokens.everything());
    }

    public Subscription with(String parameters) {
        return new Subscription(channels, more + parameters, token);
    }

    public Subscription as(String otherToken) {
        return new Subscription(channels, more, otherToken);
    }

    /** The one resource all four ways read, on a gateway. */
    public URI at(URI gateway, String cursor) {
        return URI.create(gateway + "/v1/events?"
                + channels.stream().map(name -> "channel=" + encode(name)).collect(Collectors.joining("&"))
                + (cursor.isEmpty() ? "" : "&after=" + encode(cursor))
                + more);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
