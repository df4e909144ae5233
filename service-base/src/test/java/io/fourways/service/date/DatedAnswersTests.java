package io.fourways.service.date;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.startup.ServiceStartup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;

/** RFC 9110, 6.6.1. */
class DatedAnswersTests {

    private static final String OWN = "Sun, 06 Nov 1994 08:49:37 GMT";

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = ServiceStartup.of("dated", Service.class)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "management.server.address=127.0.0.1",
                        "management.server.port=0",
                        "fourways.security.mode=open")
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /hello HTTP/1.1\r\nHost: localhost",
                "HEAD /hello HTTP/1.1\r\nHost: localhost",
                "GET /nowhere HTTP/1.1\r\nHost: localhost",
                "GET /%x HTTP/1.1\r\nHost: localhost",
                "GET /stream HTTP/1.1\r\nHost: localhost",
                "POST /hello HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 0",
                "GET /hello HTTP/1.1",
                "nonsense"
            })
    void sayWhenTheyWereMadeWhateverIsAsked(String head) throws IOException {
        assertThat(dates("local.server.port", head)).singleElement().satisfies(DatedAnswersTests::isNow);
    }

    @Test
    void sayWhenTheyWereMadeOnTheManagementPortToo() throws IOException {
        assertThat(dates("local.management.port", "GET /actuator/health HTTP/1.1\r\nHost: localhost"))
                .singleElement()
                .satisfies(DatedAnswersTests::isNow);
    }

    @Test
    void keepADateThatTheyHave() throws IOException {
        assertThat(dates("local.server.port", "GET /old HTTP/1.1\r\nHost: localhost"))
                .containsExactly(OWN);
    }

    private static void isNow(String date) {
        Instant time =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(time).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    private static List<String> dates(String port, String head) throws IOException {
        int number =
                Integer.parseInt(Objects.requireNonNull(service.getEnvironment().getProperty(port)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
            socket.setSoTimeout(20_000);
            String request = head + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines()
                    .filter(line -> line.regionMatches(true, 0, "Date: ", 0, 6))
                    .map(line -> line.substring(6))
                    .toList();
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/hello", request -> ServerResponse.ok().bodyValue("hello"))
                    .POST("/hello", request -> ServerResponse.ok().bodyValue("hello"))
                    .GET("/stream", request -> ServerResponse.ok()
                            .contentType(MediaType.TEXT_EVENT_STREAM)
                            .body(Flux.just("one", "two"), String.class))
                    .GET(
                            "/old",
                            request -> ServerResponse.ok().header("Date", OWN).build())
                    .build();
        }
    }
}
