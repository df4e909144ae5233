package io.fourways.gateway.read;

import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.way.Way;
import io.fourways.service.access.Authenticator;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.access.Caller;
import io.fourways.service.access.Forbidden;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes a read request in, whichever way it asks for: who asks, for what, and may they. The way does the rest. */
public final class ReadHandler {

    private static final Logger log = LoggerFactory.getLogger(ReadHandler.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Authenticator authenticator;
    private final ReadAdmission admission;
    private final Map<Way, Reading> ways;
    private final Upgrading webSocket;

    /**
     * @param admission what every request is held to, whoever asks
     * @param ways      what serves each way but WebSocket
     * @param webSocket what serves WebSocket
     */
    public ReadHandler(
            Authenticator authenticator, ReadAdmission admission, Map<Way, Reading> ways, Upgrading webSocket) {
        this.authenticator = authenticator;
        this.admission = admission;
        this.ways = Map.copyOf(ways);
        this.webSocket = webSocket;
    }

    /** One of the ways to serve a read request. */
    @FunctionalInterface
    public interface Reading {

        /** The response, which may go on for as long as the client stays. */
        Mono<ServerResponse> read(ReadRequest request);
    }

    /** The way whose clients cannot read an error response: it takes the refusals, too, and answers them itself. */
    @FunctionalInterface
    public interface Upgrading {

        /**
         * The response.
         *
         * @param asked what is asked for; or fails with why it is not to be had
         */
        Mono<ServerResponse> upgrade(ServerHttpRequest http, Mono<ReadRequest> asked);
    }

    /** {@code GET /v1/events}, and {@code HEAD}, which is a short poll whatever else it asks for. */
    public Mono<ServerResponse> read(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        Mono<ReadRequest> asked = Mono.defer(() -> authenticated(http)).map(caller -> permitted(http, caller));
        Mono<ServerResponse> response =
                Ways.isUpgrade(http) ? Mono.defer(() -> webSocket.upgrade(http, asked)) : asked.flatMap(this::serve);
        return response.doOnError(admission::refused);
    }

    /** Whoever comes in a storm is refused before a token is verified. */
    private Mono<Caller> authenticated(ServerHttpRequest http) {
        admission.admitOpening(Ways.of(http));
        return authenticator.authenticate(BearerTokens.of(http));
    }

    private ReadRequest permitted(ServerHttpRequest http, Caller caller) {
        admission.refuseWhileDraining();
        ReadRequest request = parse(http, caller);
        Forbidden.unlessMaySubscribe(caller, request.selection().channels());
        admission.requireWay(request);
        return request;
    }

    private Mono<ServerResponse> serve(ReadRequest request) {
        Reading reading = ways.get(request.way());
        if (reading == null) {
            return Mono.error(new IllegalStateException("nothing serves " + request.way()));
        }
        Mono<ServerResponse> response =
                reading.read(request).onErrorMap(LogUnavailableException.class, ReadHandler::comeBack);
        return request.way() == Way.SHORT_POLL ? response : HeldResponse.hold(admission.admit(request), response);
    }

    private static ProblemException comeBack(LogUnavailableException unavailable) {
        log.warn("A reader was sent away: {}", unavailable.getMessage());
        return new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "log-unavailable",
                        "Log unavailable",
                        "The log cannot be read now: try again")
                .retryAfter(RETRY);
    }

    private ReadRequest parse(ServerHttpRequest http, Caller caller) {
        ReadParameters parameters = new ReadParameters(http, admission.maxChannels());
        Way asked = Ways.of(http);
        Duration wait = asked == Way.SHORT_POLL ? parameters.waiting() : Duration.ZERO;
        Way way = wait.isZero() || Ways.isHead(http) ? asked : Way.LONG_POLL;
        return new ReadRequest(
                way,
                parameters.selection(way == Way.WEBSOCKET),
                parameters.start(way),
                parameters.limit(),
                wait,
                caller,
                parameters.known(),
                http);
    }
}
