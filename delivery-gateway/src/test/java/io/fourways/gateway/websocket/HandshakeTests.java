package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @CsvSource({
        "'fourways.v1', fourways.v1",
        "'foo, fourways.v1', fourways.v1",
        "'foo|fourways.v1', fourways.v1",
        "'foo|cloudevents.json', cloudevents.json",
        "'cloudevents.json|fourways.v1', fourways.v1",
        "'fourways.v1x', ",
        "'foo, xfourways.v1', ",
        "'Fourways.V1', "
    })
    void agreesOnASubprotocolWhereverItIsNamed(String offered, @Nullable String agreed) throws IOException {
        String lines = offered.lines()
                .flatMap(all -> Stream.of(all.split("\\|")))
                .map(line -> "Sec-WebSocket-Protocol: " + line + "\r\n")
                .collect(Collectors.joining());

        String answer = handshake("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + lines);

        assertThat(answer).startsWith("HTTP/1.1 101");
        if (agreed == null) {
            assertThat(answer).doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
        } else {
            assertThat(answer).containsOnlyOnce("rotocol: " + agreed + "\r\n");
        }
        await().untilAsserted(() -> assertThat(opened).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Key: abc\r\n", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ\r\n!"})
    void refusesAKeyThatIsNone(String field) throws IOException {
        assertThat(handshake(field)).doesNotStartWith("HTTP/1.1 101");
        assertThat(opened).isEmpty();
    }

    /** The head of the answer. */
    private String handshake(String fields) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("""
                    GET / HTTP/1.1\r
                    Host: localhost\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    """ + fields + "\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as("%s", head).isNotNegative();
                head.append((char) next);
            }
            return head.toString();
        }
    }
}
