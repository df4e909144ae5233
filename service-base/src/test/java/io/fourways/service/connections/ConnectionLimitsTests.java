package io.fourways.service.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.service.startup.ServiceStartup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class ConnectionLimitsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final int MAX = 5;
    private static final int MANAGEMENT_MAX = 2;
    private static final String GET = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static ConfigurableApplicationContext service;
    private static int port;
    private static int management;

    @BeforeAll
    static void start() {
        service = ServiceStartup.of("limited", Service.class)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "fourways.security.mode=open",
                        "fourways.connections.head-timeout=300ms",
                        "fourways.connections.max=" + MAX,
                        "fourways.connections.management-max=" + MANAGEMENT_MAX)
                .run();
        port = ((WebServerApplicationContext) service).getWebServer().getPort();
        management = service.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aHeadThatDripsIsGivenUp() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertThat(dripUntilClosed(socket)).isEmpty();
        }
    }

    @Test
    void aConnectionThatAsksForNothingIsClosed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionThatAsksForNothingMoreIsClosed() throws IOException {
        try (Socket socket = connect()) {
            send(socket, GET.formatted("hello"));
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").endsWith("hello");
        }
    }

    @Test
    void anAnswerMayTakeItsTime() throws IOException {
        try (Socket socket = connect()) {
            send(socket, GET.formatted("late"));
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").endsWith("late");
        }
    }

    @Test
    void anEventStreamMayBeQuiet() throws IOException {
        try (Socket socket = connect()) {
            send(socket, GET.formatted("stream"));
            assertThat(rest(socket)).contains("first").contains("second");
        }
    }

    @Test
    void aWebSocketMayBeQuiet() {
        Sinks.One<String> received = Sinks.one();
        Mono<Void> session = new ReactorNettyWebSocketClient()
                .execute(URI.create("ws://127.0.0.1:" + port + "/socket"), socket -> socket.receive()
                        .map(WebSocketMessage::getPayloadAsText)
                        .doOnNext(received::tryEmitValue)
                        .then());
        StepVerifier.create(session).expectComplete().verify(PATIENCE);
        StepVerifier.create(received.asMono())
                .expectNext("late")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void oneConnectionTooManyIsClosed() {
        List<Socket> sockets = new ArrayList<>();
        try {
            await().atMost(PATIENCE).until(() -> {
                for (int i = 0; i <= MAX; i++) {
                    Socket socket = connect();
                    sockets.add(socket);
                    send(socket, GET.formatted("late"));
                }
                return refused("service") > 0;
            });
        } finally {
            sockets.forEach(ConnectionLimitsTests::close);
        }
        await().atMost(PATIENCE).until(() -> answers(port, "hello"));
    }

    @Test
    void oneTooManyAtTheManagementPortIsClosedAndTakesNoPlaceOfTheService() {
        List<Socket> sockets = new ArrayList<>();
        double refusedByService = refused("service");
        try {
            await().atMost(PATIENCE).until(() -> {
                for (int i = 0; i <= MANAGEMENT_MAX; i++) {
                    sockets.add(connect(management));
                }
                return refused("management") > 0;
            });
            assertThat(answers(port, "hello")).isTrue();
        } finally {
            sockets.forEach(ConnectionLimitsTests::close);
        }
        await().atMost(PATIENCE).until(() -> answers(management, "actuator/health/liveness"));
        assertThat(refused("service")).isEqualTo(refusedByService);
    }

    @Test
    void aConnectionThatAsksTheManagementForNothingIsClosed() throws IOException {
        try (Socket socket = connect(management)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static double refused(String port) {
        return service.getBean(MeterRegistry.class)
                .get("fourways.connections.refused")
                .tag("port", port)
                .functionCounter()
                .count();
    }

    private static boolean answers(int port, String path) {
        String request = GET.formatted(path);
        try (Socket socket = connect(port)) {
            send(socket, request);
            return rest(socket).startsWith("HTTP/1.1 200 ");
        } catch (IOException refused) {
            return false;
        }
    }

    private static Socket connect() throws IOException {
        return connect(port);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    /** What comes until the other side hangs up, while a byte is sent now and then. */
    private static String dripUntilClosed(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        StringBuilder answer = new StringBuilder();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    return answer.toString();
                }
                answer.append((char) read);
            } catch (SocketTimeoutException quiet) {
                try {
                    send(socket, "x");
                } catch (IOException closed) {
                    return answer.toString();
                }
            } catch (IOException reset) {
                return answer.toString();
            }
        }
        throw new AssertionError("still open after " + PATIENCE);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/hello", request -> ServerResponse.ok().bodyValue("hello"))
                    .GET("/late", request -> Mono.delay(QUIET)
                            .then(ServerResponse.ok().bodyValue("late")))
                    .GET("/stream", request -> ServerResponse.ok()
                            .body(
                                    Flux.concat(
                                            Mono.just("first\n"),
                                            Mono.delay(QUIET).thenReturn("second\n")),
                                    String.class))
                    .build();
        }

        @Bean
        HandlerMapping sockets() {
            WebSocketHandler late =
                    session -> session.send(Mono.delay(QUIET).map(passed -> session.textMessage("late")));
            return new SimpleUrlHandlerMapping(Map.of("/socket", late), -1);
        }
    }
}
