package io.fourways.service.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.startup.ServiceStartup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** One connection, and requests behind each other on it (RFC 9112, 9.3). */
class KeptConnectionTests {

    private static final String LATER = "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String NOW = "GET /now HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = ServiceStartup.of("kept", Service.class)
                .properties("server.address=127.0.0.1", "server.port=0", "fourways.security.mode=open")
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Also a client that sends one after the other may be so quick that the next is there before the last is done with. */
    @Test
    void areReadOnBehindARequestThatCameBeforeTheLastWasAnswered() throws IOException {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            for (int i = 0; i < 10; i++) {
                send(socket, LATER + NOW);
                assertThat(readUntil(socket, "later")).startsWith("HTTP/1.1 200");
                assertThat(readUntil(socket, "now")).startsWith("HTTP/1.1 200");
                send(socket, NOW);
                assertThat(readUntil(socket, "now")).startsWith("HTTP/1.1 200");
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n" + end) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/now", request -> ServerResponse.ok().bodyValue("now"))
                    .GET("/later", request -> Mono.delay(Duration.ofMillis(50))
                            .then(ServerResponse.ok().bodyValue("later")))
                    .build();
        }
    }
}
