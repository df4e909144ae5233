package io.fourways.gateway.websocket;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.access.Admission;
import io.fourways.gateway.access.Origins;
import io.fourways.gateway.frames.CloseReason;
import io.fourways.gateway.frames.WebSocketConnection;
import io.fourways.gateway.log.Deflation;
import io.fourways.gateway.read.ReadAdmission;
import io.fourways.gateway.read.ReadRequest;
import io.fourways.gateway.serving.ServedLog;
import io.fourways.gateway.session.CloudEventsSession;
import io.fourways.gateway.session.FourwaysSession;
import io.fourways.gateway.session.Gateway;
import io.fourways.gateway.session.Session;
import io.fourways.service.problem.ProblemException;
import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves WebSockets. Who is refused is let in first and then closed with the reason, since a browser cannot read a
 * failed handshake.
 */
public final class WebSocketHandler {

    private static final Logger log = LoggerFactory.getLogger(WebSocketHandler.class);

    private final Gateway gateway;
    private final ReadAdmission admission;
    private final Origins origins;
    private final @Nullable Deflation deflation;

    /**
     * @param gateway     what sessions need
     * @param admission   what every read request is held to
     * @param origins     whose pages may connect
     * @param compression which events are compressed for who agrees to it
     */
    public WebSocketHandler(
            Gateway gateway, ReadAdmission admission, Origins origins, CompressionProperties compression) {
        this.gateway = gateway;
        this.admission = admission;
        this.origins = origins;
        this.deflation = compression.deflation();
    }

    /** What becomes of a connection once it is open. */
    private interface Opening {

        void open(WebSocketConnection connection);
    }

    /**
     * The upgrade, which goes on until one side closes.
     *
     * @param asked what the URL asks for; or fails with why it is not to be had
     */
    public Mono<ServerResponse> upgrade(ServerHttpRequest http, Mono<ReadRequest> asked) {
        Handshake handshake = Handshake.of(http);
        return requireOrigin(http)
                .then(asked)
                .flatMap(request -> admitted(handshake, request))
                .doOnError(admission::refused)
                .onErrorResume(failure -> Mono.just(refusal(failure)))
                .flatMap(opening -> ServerResponse.status(HttpStatus.SWITCHING_PROTOCOLS)
                        .build((exchange, context) -> handshake.accept(
                                exchange, maxBytes(), channel -> opening.open(open(channel, handshake)))));
    }

    private int maxBytes() {
        return Math.toIntExact(gateway.limits().frameSize().toBytes());
    }

    private Mono<Void> requireOrigin(ServerHttpRequest http) {
        return origins.allow(http)
                ? Mono.empty()
                : Mono.error(new ProblemException(
                        HttpStatus.FORBIDDEN,
                        "forbidden-origin",
                        "Forbidden origin",
                        "Pages of this origin may not use the gateway"));
    }

    private Mono<Opening> admitted(Handshake handshake, ReadRequest request) {
        ServedLog log = log(request);
        Admission.Admitted place = admission.admit(request);
        handshake.channel().closeFuture().addListener(closed -> place.release());
        return log.starts()
                .resolve(request.start(), request.selection())
                .map(beginning -> connection -> session(handshake.subprotocol(), connection, log, request)
                        .open(request, beginning));
    }

    private ServedLog log(ReadRequest request) {
        List<NamePattern> channels = request.selection().channels();
        return channels.isEmpty() ? gateway.logs().any() : gateway.logs().of(channels);
    }

    private Session session(
            Subprotocol subprotocol, WebSocketConnection connection, ServedLog log, ReadRequest request) {
        return switch (subprotocol) {
            case FOURWAYS -> new FourwaysSession(connection, log, gateway, request.caller());
            case CLOUDEVENTS -> new CloudEventsSession(connection, log, gateway.publishing(), request.caller());
        };
    }

    private static Opening refusal(Throwable failure) {
        CloseReason reason = CloseReason.of(failure);
        if (!(failure instanceof ErrorResponse) && reason.code() == CloseReason.INTERNAL_ERROR.code()) {
            log.error("A WebSocket could not be opened", failure);
        }
        return connection -> connection.close(reason);
    }

    private WebSocketConnection open(Channel channel, Handshake handshake) {
        return WebSocketConnection.over(
                channel, maxBytes(), handshake.isCompressed(), handshake.takesSharedCompression() ? deflation : null);
    }
}
