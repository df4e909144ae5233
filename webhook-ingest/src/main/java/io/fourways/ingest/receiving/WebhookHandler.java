package io.fourways.ingest.receiving;

import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.source.Source;
import io.fourways.ingest.source.Sources;
import io.fourways.service.body.BoundedBody;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.trace.TraceParent;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes webhooks, and the requests by which providers find out whether an address takes them. */
final class WebhookHandler {

    private static final byte[] NO_BODY = {};

    private final Sources sources;
    private final Receiver receiver;
    private final ReceivingProperties properties;
    private final Refusals refusals;
    private final BodyMemory memory;
    private final ReceivingMetrics metrics;
    private final Clock clock;

    WebhookHandler(
            Sources sources,
            Receiver receiver,
            ReceivingProperties properties,
            Refusals refusals,
            ReceivingMetrics metrics,
            Clock clock) {
        this.sources = sources;
        this.receiver = receiver;
        this.properties = properties;
        this.refusals = refusals;
        this.memory = new BodyMemory(properties.maxBytesInFlight().toBytes(), properties.maxBytesOfASource());
        this.metrics = metrics;
        this.clock = clock;
        metrics.watch(memory);
    }

    Mono<ServerResponse> receive(ServerRequest request) {
        long began = System.nanoTime();
        return source(request)
                .flatMap(source -> receive(source, request)
                        .doOnNext(reception -> metrics.answered(
                                source.name(), reception, Duration.ofNanos(System.nanoTime() - began))))
                .flatMap(reception -> reception.toResponse(request));
    }

    private Mono<Reception> receive(Source source, ServerRequest request) {
        String traceparent = TraceParent.of(request).orElse(null);
        BodyMemory.Share share = memory.share(source.name());
        return body(request, share)
                .flatMap(body -> receiver.receive(source, incoming(source, request, body), traceparent))
                .onErrorResume(ProblemException.class, problem -> Mono.just(unreadable(problem)))
                .doFinally(signal -> share.giveBack());
    }

    /** What is encoded is not decoded: it would be other bytes than were signed, and perhaps very many. */
    private Mono<byte[]> body(ServerRequest request, BodyMemory.Share share) {
        String encoding = request.headers().firstHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            return Mono.error(Refusals.encoded());
        }
        return BoundedBody.read(request, properties.maxBodySize(), share::take)
                .timeout(properties.bodyTimeout())
                .onErrorMap(TimeoutException.class, late -> Refusals.tooSlow())
                .onErrorMap(BodyMemory.Exhausted.class, full -> refusals.outOfMemory());
    }

    private static Reception unreadable(ProblemException problem) {
        String type = String.valueOf(problem.getBody().getType());
        return new Reception.Refused("unreadable", type.substring(type.lastIndexOf('/') + 1), problem);
    }

    /** A handshake by GET or OPTIONS. */
    Mono<ServerResponse> greet(ServerRequest request) {
        return source(request)
                .flatMap(source -> Mono.justOrEmpty(
                        source.provider().greet(incoming(source, request, NO_BODY), source.settings())))
                .flatMap(Reception::respond)
                .switchIfEmpty(Mono.defer(() -> WebhookRoutes.postOnly(request)));
    }

    private Mono<Source> source(ServerRequest request) {
        return sources.find(request.pathVariable("source")).switchIfEmpty(Mono.error(this::unknownSource));
    }

    private ProblemException unknownSource() {
        metrics.unknownSource();
        return Refusals.unknownSource();
    }

    private IncomingWebhook incoming(Source source, ServerRequest request, byte[] body) {
        return new IncomingWebhook(
                request.method().name(),
                source.called(request.uri()),
                RequestHeaders.of(request.headers().asHttpHeaders()),
                body,
                clock.instant());
    }
}
