package io.fourways.service.trace;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Gives each request its place in a trace, for what it brings and for its response: the span of its exchange where that is
 * sampled, and else the place that it came with, if it came with one. Safe for any thread.
 */
public final class TracedExchanges implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private final EventSpans spans;

    public TracedExchanges(EventSpans spans) {
        this.spans = spans;
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return spans.isOn()
                ? Mono.deferContextual(
                        context -> within(request, next, context.getOrDefault(TracedRequests.OBSERVATION, null)))
                : TraceParent.carryThrough(request, next);
    }

    private Mono<ServerResponse> within(
            ServerRequest request, HandlerFunction<ServerResponse> next, @Nullable Observation exchange) {
        spans.placeOf(exchange).ifPresent(place -> TraceParent.give(request, place));
        return TraceParent.carryThrough(request, next);
    }
}
