package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What is found out on another thread before a WebSocket is accepted: where in the log it begins, who asks. */
class HandshakeTests {

    private static final int FRAME = 1000;
    private static final int SOME = 20;

    private final Queue<Boolean> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> opened = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private DisposableServer server;

    @BeforeEach
    void serve() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(this::accept)
                        .codecConfigurer(ServerCodecConfigurer.create()) // an event loop may not load it
                        .build()))
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private Mono<Void> accept(ServerWebExchange exchange) {
        Handshake handshake = Handshake.of(exchange.getRequest());
        EventLoop loop = handshake.channel().eventLoop();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> accepted.add(loop.inEventLoop())));
        return handshake
                .accept(exchange, FRAME, channel -> opened.add(loop.inEventLoop()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Whoever accepts elsewhere comes to hear that it is open there as well, if the event loop is quicker. */
    @Test
    void acceptsAndOpensOnTheConnectionsEventLoop() throws Exception {
        for (int i = 0; i < SOME; i++) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port()), new WebSocket.Listener() {})
                    .get(20, TimeUnit.SECONDS);
            socket.abort();
        }

        await().untilAsserted(() -> assertThat(opened).hasSize(SOME)); // which may be behind the client's hearing of it
        assertThat(opened).containsOnly(true);
        assertThat(accepted).hasSize(SOME).containsOnly(true);
    }
}
