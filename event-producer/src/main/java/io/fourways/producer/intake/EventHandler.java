package io.fourways.producer.intake;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventJson;
import io.fourways.contract.InvalidEventException;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.access.Caller;
import io.fourways.service.body.BoundedBody;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.trace.TraceParent;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes events in every form they may come in. Who calls is known before a byte of the body is read. */
final class EventHandler {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ANY_STRUCTURED = "application/cloudevents";

    private static final String IDENTITY = "identity";

    private final Authenticator authenticator;
    private final Intake intake;
    private final ProducerProperties limits;

    EventHandler(Authenticator authenticator, Intake intake, ProducerProperties limits) {
        this.authenticator = authenticator;
        this.intake = intake;
        this.limits = limits;
    }

    Mono<ServerResponse> publish(ServerRequest request) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        String mediaType = mediaType(headers);
        if (mediaType.equals(STRUCTURED)) {
            return one(request, body -> EventJson.decode(body, Completion.of(request)));
        }
        if (mediaType.equals(BATCH)) {
            return batch(request);
        }
        if (!mediaType.startsWith(ANY_STRUCTURED) && BinaryForm.isUsed(headers)) {
            return one(request, body -> BinaryForm.read(headers, body, Completion.of(request)));
        }
        return Mono.error(unknownForm());
    }

    Mono<ServerResponse> publishToChannel(ServerRequest request) {
        Channel channel = new Channel(request.pathVariable("channel"));
        HttpHeaders headers = request.headers().asHttpHeaders();
        return one(request, body -> BinaryForm.read(headers, body, Completion.of(request, channel), channel));
    }

    private Mono<ServerResponse> one(ServerRequest request, Function<byte[], Event> form) {
        return caller(request)
                .flatMap(caller -> intake.withinRate(caller, 1))
                .flatMap(caller -> BoundedBody.read(request, limits.maxEventSize())
                        .map(form)
                        .map(event -> TraceParent.inherit(event, request))
                        .flatMap(event -> intake.accept(event, caller)))
                .flatMap(EventHandler::accepted);
    }

    private static Mono<ServerResponse> accepted(Event event) {
        ServerResponse.BodyBuilder response = ServerResponse.accepted();
        TraceParent.of(event).ifPresent(parent -> response.header(TraceParent.NAME, parent));
        return response.bodyValue(
                new Accepted(event.id(), event.source(), event.channel().name()));
    }

    /** The work of a batch is kept off the event loop: it may be a thousand times that of one event. */
    private Mono<ServerResponse> batch(ServerRequest request) {
        if (Completion.idempotencyKey(request) != null) {
            return Mono.error(new InvalidEventException(
                    Completion.IDEMPOTENCY_KEY, "names one event; in a batch each event's id does"));
        }
        Batch batch = new Batch(intake, limits, Completion.of(request), event -> TraceParent.inherit(event, request));
        return caller(request)
                .flatMap(caller -> BoundedBody.read(request, limits.maxBatchBytes())
                        .publishOn(Schedulers.parallel())
                        .flatMap(body -> batch.accept(body, caller)))
                .flatMap(BatchAnswer::toResponse);
    }

    /** What is encoded would be kept as it is, and nobody could tell. */
    private Mono<Caller> caller(ServerRequest request) {
        boolean plain =
                request.headers().header(HttpHeaders.CONTENT_ENCODING).stream().allMatch(IDENTITY::equalsIgnoreCase);
        return authenticator
                .authenticate(BearerTokens.inHeader(request.exchange().getRequest()))
                .flatMap(caller -> plain ? Mono.just(caller) : Mono.error(encoded()));
    }

    private static ProblemException encoded() {
        ProblemException problem = new ProblemException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-content-coding",
                "Unsupported content coding",
                "Send the event without a Content-Encoding");
        problem.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
        return problem;
    }

    private static String mediaType(HttpHeaders headers) {
        String contentType = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static ProblemException unknownForm() {
        return new ProblemException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "Unsupported Media Type",
                "Send " + STRUCTURED + ", " + BATCH + ", or ce- headers with any other content type");
    }

    /**
     * The answer to an event that is on the log.
     *
     * @param id      the event's, with {@code source} its identity
     * @param source  where it comes from
     * @param channel where it belongs
     */
    private record Accepted(String id, String source, String channel) {}
}
