package io.fourways.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.startup.ServiceStartup;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UndecodableRequestsTests {

    private static final String GOOD = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String LONG_LINE =
            "GET /hello?x=" + "x".repeat(300_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String LARGE_HEADER =
            "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(300_000) + "\r\n\r\n";

    private static final AtomicInteger PASSED = new AtomicInteger();
    private static final Sinks.One<String> REST = Sinks.one();
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = ServiceStartup.of("refusing", Service.class)
                .properties("server.address=127.0.0.1", "server.port=0", "fourways.security.mode=open")
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void areAnsweredWithAProblemWhenTheLineIsTooLong() throws IOException {
        isProblem(answer(LONG_LINE), 414, "uri-too-long");
    }

    @Test
    void areAnsweredWithAProblemWhenTheHeaderIsTooLarge() throws IOException {
        isProblem(answer(LARGE_HEADER), 431, "header-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\n\r\n", "GET /hello HTTP/1.1\r\nno colon: \u0000\r\n\r\n", "GET / HTTP/x\r\n\r\n"})
    void areAnsweredWithAProblemWhenTheyAreNoHttp(String request) throws IOException {
        isProblem(answer(request), 400, "malformed-http");
    }

    /** RFC 9112, 3.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /hello HTTP/1.1\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"
            })
    void areAnsweredWithAProblemWhenTheyAreNotForOneHost(String request) throws IOException {
        isProblem(answer(request), 400, "malformed-http");
    }

    @Test
    void areNotThoseOfHttp10ThatNameNoHost() throws IOException {
        assertThat(answer("GET /hello HTTP/1.0\r\n\r\n")).contains(" 200 ").endsWith("hello");
    }

    @Test
    void areAnsweredWithAProblemBehindAGoodOneOnTheSameConnection() throws IOException {
        try (Socket socket = connect()) {
            send(socket, GOOD);
            assertThat(readUntil(socket, "hello")).startsWith("HTTP/1.1 200");
            send(socket, LARGE_HEADER);
            isProblem(readAll(socket), 431, "header-too-large");
        }
    }

    @Test
    void doNotGetInBetweenAnAnswerThatIsBeingSent() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /parts HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(readUntil(socket, "tick")).startsWith("HTTP/1.1 200");
            send(socket, "nonsense\r\n\r\n");
            send(socket, GOOD);
            REST.tryEmitValue("tock").orThrow();
            assertThat(readUntil(socket, "tock")).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void passByWhoStandsAtTheCodecBeforeTheyAreAnswered() throws IOException {
        int before = PASSED.get();
        isProblem(answer(LARGE_HEADER), 431, "header-too-large");
        assertThat(PASSED).hasValueGreaterThan(before);
    }

    @Test
    void haveNoBodyWhereOnlyTheHeadWasAskedFor() throws IOException {
        String answer = answer(LARGE_HEADER.replaceFirst("GET", "HEAD"));
        assertThat(answer).startsWith("HTTP/1.1 431").endsWith("\r\n\r\n");
    }

    private static void isProblem(String answer, int status, String type) {
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0])
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("connection: close");
        JsonNode problem = JsonMapper.shared().readTree(parts[1]);
        assertThat(problem.get("type").stringValue()).isEqualTo("https://fourways.io/problems/" + type);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").stringValue()).isNotEmpty();
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return readAll(socket);
        }
    }

    private static Socket connect() throws IOException {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int next = in.read();
            assertThat(next).as(read.toString(StandardCharsets.UTF_8)).isNotNegative();
            read.write(next);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        WebServerFactoryCustomizer<NettyReactiveWebServerFactory> atTheCodec() {
            return factory ->
                    factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) ->
                            channel.pipeline().addAfter(NettyPipeline.HttpCodec, null, new AtTheCodec())));
        }

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/hello", request -> ServerResponse.ok().bodyValue("hello"))
                    .GET("/parts", request -> ServerResponse.ok()
                            .body(Flux.just("tick").concatWith(REST.asMono()), String.class))
                    .build();
        }
    }

    private static final class AtTheCodec extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean undecodable = message instanceof HttpRequest request
                    && request.decoderResult().isFailure();
            PASSED.addAndGet(undecodable ? 1 : 0);
            context.fireChannelRead(message);
        }
    }
}
