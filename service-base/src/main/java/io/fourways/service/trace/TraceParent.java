package io.fourways.service.trace;

import io.fourways.contract.Event;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Where in a trace a request or an event stands. One that is not well-formed is as good as none.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/distributed-tracing.md">CloudEvents:
 *     distributed tracing</a>
 */
public final class TraceParent {

    public static final String NAME = "traceparent";

    private static final Pattern WELL_FORMED = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    public static Optional<String> of(ServerRequest request) {
        return wellFormed(request.headers().firstHeader(NAME));
    }

    public static Optional<String> of(Event event) {
        return wellFormed(event.attributes().get(NAME));
    }

    private static Optional<String> wellFormed(@Nullable Object value) {
        return value instanceof String text && WELL_FORMED.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The event as part of the request's trace, unless it says itself which one it belongs to. */
    public static Event inherit(Event event, ServerRequest request) {
        return of(request)
                .map(parent -> event.withAttributeIfAbsent(NAME, parent))
                .orElse(event);
    }

    /** Gives the response what the request had, whatever becomes of it. */
    public static Mono<ServerResponse> carryThrough(ServerRequest request, HandlerFunction<ServerResponse> next) {
        of(request)
                .ifPresent(
                        parent -> request.exchange().getResponse().getHeaders().set(NAME, parent));
        return next.handle(request);
    }
}
