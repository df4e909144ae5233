package io.fourways.service.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import reactor.core.publisher.Mono;

/**
 * Gives each request its place in a trace, for the events that it brings and for its response: with a tracer the span of
 * its handling, which continues the sender's trace; without one the place that it came with, or the beginning of a trace
 * where that is missing or malformed.
 *
 * <p>Handling is observed under a name, so it is measured as well. Safe for any thread.
 */
public final class TracedRequests implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    /** Where Spring keeps the observation of the exchange; the constant for it needs a library that is not here. */
    static final String OBSERVATION = "micrometer.observation";

    private final ObservationRegistry observations;
    private final String name;

    /**
     * @param observations whoever listens, a tracer among them if one is configured
     * @param name         the observation's
     */
    public TracedRequests(ObservationRegistry observations, String name) {
        this.observations = observations;
        this.name = name;
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return Mono.deferContextual(context -> handle(request, next, context.getOrDefault(OBSERVATION, null)));
    }

    private Mono<ServerResponse> handle(
            ServerRequest request, HandlerFunction<ServerResponse> next, @Nullable Observation parent) {
        Map<String, String> carrier = new HashMap<>();
        Observation handling = observation(carrier).parentObservation(parent).start();
        TraceParent.give(
                request,
                TraceParent.wellFormed(carrier.get(TraceParent.NAME))
                        .or(() -> TraceParent.of(request))
                        .orElseGet(TraceParent::begin));
        return next.handle(request)
                .doOnNext(answer -> request.attribute(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION)
                        .ifPresent(failure -> handling.error((Throwable) failure)))
                .doOnError(handling::error)
                .doFinally(signal -> handling.stop())
                .contextWrite(context -> context.put(OBSERVATION, handling));
    }

    /** A tracer writes where the span is into the carrier. */
    private Observation observation(Map<String, String> carrier) {
        return Observation.createNotStarted(name, () -> sending(carrier), observations);
    }

    private static SenderContext<Map<String, String>> sending(Map<String, String> carrier) {
        SenderContext<Map<String, String>> context = new SenderContext<>(TracedRequests::write, Kind.PRODUCER);
        context.setCarrier(carrier);
        return context;
    }

    private static void write(@Nullable Map<String, String> carrier, String key, String value) {
        if (carrier != null) {
            carrier.put(key, value);
        }
    }
}
