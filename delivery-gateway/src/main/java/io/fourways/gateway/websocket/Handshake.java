package io.fourways.gateway.websocket;

import io.fourways.gateway.connection.Connections;
import io.fourways.service.problem.ProblemException;
import io.netty.channel.Channel;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.WebsocketServerSpec;

/** The opening handshake (RFC 6455, 4.2), by Reactor Netty, with compression of what the client sends (RFC 7692). */
final class Handshake {

    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String KEY = "Sec-WebSocket-Key";
    private static final int KEY_BYTES = 16;
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String SUPPORTED_VERSION = "13";

    private final Channel channel;
    private final HttpHeaders headers;
    private final Subprotocol subprotocol;
    private final Optional<Compression> compression;

    private Handshake(Channel channel, HttpHeaders headers) {
        this.channel = channel;
        this.headers = headers;
        this.subprotocol = Subprotocol.of(headers.getOrEmpty(PROTOCOL));
        this.compression = Compression.of(headers.getOrEmpty(EXTENSIONS));
    }

    /** The handshake a request asks for; fails with a problem when it is none. */
    static Handshake of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        if (headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)) {
            throw ProblemException.invalid("Connection", "Connection must say upgrade");
        }
        if (!SUPPORTED_VERSION.equals(headers.getFirst(VERSION))) {
            throw unsupportedVersion();
        }
        if (!isKey(headers.getFirst(KEY))) {
            throw ProblemException.invalid(KEY, KEY + " must be 16 bytes in base64");
        }
        return new Handshake(Connections.channel(request), headers);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static ProblemException unsupportedVersion() {
        ProblemException problem = new ProblemException(
                HttpStatus.UPGRADE_REQUIRED,
                "websocket-version",
                "Unsupported WebSocket version",
                VERSION + " must be " + SUPPORTED_VERSION);
        problem.getHeaders().set(VERSION, SUPPORTED_VERSION);
        return problem;
    }

    Channel channel() {
        return channel;
    }

    Subprotocol subprotocol() {
        return subprotocol;
    }

    /** Whether the client takes messages that were compressed for all. */
    boolean takesSharedCompression() {
        return compression.filter(Compression::isWholeWindow).isPresent();
    }

    /** Whether the client compresses what it sends. */
    boolean isCompressed() {
        return compression.isPresent();
    }

    /**
     * Accepts, and passes on the channel when it is a WebSocket, on its event loop, wherever this is subscribed to: what was to be
     * found out before may have been found out on another thread, which would go on here if the loop had answered already.
     *
     * @param maxBytes how long a frame may be
     */
    Mono<Void> accept(ServerWebExchange exchange, int maxBytes, Consumer<Channel> whenOpen) {
        ServerHttpResponse response = exchange.getResponse();
        return Mono.defer(() -> head(response))
                .then(Mono.defer(() -> upgrade(response, maxBytes, whenOpen)))
                .subscribeOn(Schedulers.fromExecutor(channel.eventLoop()));
    }

    /** The server would pick the subprotocol by the first line of the field alone. */
    private Mono<Void> head(ServerHttpResponse response) {
        if (subprotocol.isAmong(headers.getOrEmpty(PROTOCOL))) {
            response.getHeaders().set(PROTOCOL, subprotocol.token());
        }
        compression.ifPresent(agreed -> response.getHeaders().set(EXTENSIONS, agreed.header()));
        return response.setComplete();
    }

    private Mono<Void> upgrade(ServerHttpResponse response, int maxBytes, Consumer<Channel> whenOpen) {
        return Connections.response(response)
                .sendWebsocket(
                        (in, out) -> {
                            whenOpen.accept(channel);
                            return Mono.never();
                        },
                        WebsocketServerSpec.builder()
                                .maxFramePayloadLength(maxBytes)
                                .build());
    }
}
