package io.fourways.gateway.read;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.position.Start;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Caller;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What a client asks to read, whichever the way.
 *
 * @param way       how
 * @param selection which events
 * @param start     from where
 * @param limit     how many at most in one answer
 * @param waiting   how long to be kept waiting; zero for not at all
 * @param caller    who asks
 * @param known     the place that the client's {@code If-None-Match} names; null when it names none
 * @param http      the request itself
 */
public record ReadRequest(
        Way way,
        Selection selection,
        Start start,
        int limit,
        Duration waiting,
        Caller caller,
        @Nullable Cursor known,
        ServerHttpRequest http) {

    /** Whether {@code If-None-Match} names this tag, weakly compared, or any (RFC 9110, 13.1.2). */
    public boolean knows(String etag) {
        return tags(http.getHeaders()).stream()
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    /** Whether {@code If-None-Match} is content with any tag. */
    public boolean knowsAny() {
        return tags(http.getHeaders()).contains("*");
    }

    /** The tags of {@code If-None-Match}; none where it is malformed, as a precondition that cannot be used is passed over. */
    static List<String> tags(HttpHeaders headers) {
        try {
            return headers.getIfNoneMatch();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** What is asked for, but for the place, as query parameters, to ask for the same again. */
    public String asQuery() {
        StringBuilder query = new StringBuilder();
        for (NamePattern channel : selection.channels()) {
            query.append("channel=")
                    .append(QueryText.encode(channel.toString()))
                    .append('&');
        }
        for (NamePattern type : selection.types()) {
            query.append("type=").append(QueryText.encode(type.toString())).append('&');
        }
        query.append("limit=").append(limit);
        if (http.getQueryParams().containsKey("wait")) {
            query.append("&wait=").append(waiting.toSeconds());
        }
        return query.toString();
    }
}
