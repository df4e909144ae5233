package io.fourways.service.trace;

import io.fourways.contract.Event;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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

    /** No version ff, and neither of the ids all zeros. */
    private static final Pattern WELL_FORMED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final String ATTRIBUTE = TraceParent.class.getName();

    private TraceParent() {}

    /** What {@link TracedRequests} has given it, or it came with; several are none. */
    public static Optional<String> of(ServerRequest request) {
        Optional<Object> given = request.attribute(ATTRIBUTE);
        return given.isPresent() ? wellFormed(given.get()) : sent(request);
    }

    private static Optional<String> sent(ServerRequest request) {
        List<String> values = request.headers().header(NAME);
        return values.size() == 1 ? wellFormed(values.get(0)) : Optional.empty();
    }

    public static Optional<String> of(Event event) {
        return wellFormed(event.attributes().get(NAME));
    }

    static Optional<String> wellFormed(@Nullable Object value) {
        return value instanceof String text && WELL_FORMED.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether it is one, and of a trace that is recorded. */
    public static boolean isSampled(@Nullable String text) {
        return text != null
                && WELL_FORMED.matcher(text).matches()
                && (Character.digit(text.charAt(text.length() - 1), 16) & 1) != 0;
    }

    /**
     * The beginning of a trace. It says that it is sampled: nobody before has decided, and tracers take a parent that is
     * not for a decision against what follows.
     */
    static String begin() {
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(number()) + hex.toHexDigits(number()) + "-" + hex.toHexDigits(number()) + "-01";
    }

    private static long number() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** The event as part of the request's trace, unless it says itself which one it belongs to. */
    public static Event inherit(Event event, ServerRequest request) {
        return of(request)
                .map(parent -> event.withAttributeIfAbsent(NAME, parent))
                .orElse(event);
    }

    /** Gives the response what the request had, whatever becomes of it. */
    public static Mono<ServerResponse> carryThrough(ServerRequest request, HandlerFunction<ServerResponse> next) {
        of(request).ifPresent(parent -> answerWith(request, parent));
        return next.handle(request);
    }

    /** From now on the request stands there, and its response says so. */
    static void give(ServerRequest request, String parent) {
        request.attributes().put(ATTRIBUTE, parent);
        answerWith(request, parent);
    }

    private static void answerWith(ServerRequest request, String parent) {
        request.exchange().getResponse().getHeaders().set(NAME, parent);
    }
}
