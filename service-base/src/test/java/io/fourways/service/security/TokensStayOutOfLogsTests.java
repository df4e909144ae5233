package io.fourways.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.fourways.service.access.BearerTokens;
import io.fourways.service.startup.ServiceStartup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;

/** Every logger at TRACE, request details asked for, the access log on, and errors of every kind. */
@Isolated("sets up the log for all")
class TokensStayOutOfLogsTests {

    private static final String TOKEN = "eyJzZWNyZXQ.eyJzZWNyZXQ.dG9rZW4";
    private static final String ACCESS_LOG = "reactor.netty.http.server.accessLogEnabled";

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Recording RECORDING = new Recording();
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        System.setProperty(ACCESS_LOG, "true");
        service = ServiceStartup.of("logged", Service.class)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "fourways.security.mode=open",
                        "management.health.rabbit.enabled=false")
                .run(
                        "--spring.http.codecs.log-request-details=true",
                        "--logging.level.web=trace",
                        "--logging.level.reactor=trace",
                        "--logging.level.org.springframework.web.HttpLogging=trace",
                        "--logging.level.org.springframework.http.server.reactive.ReactorHttpHandlerAdapter=trace");
        RECORDING.start();
        ROOT.addAppender(RECORDING);
        ROOT.setLevel(Level.TRACE);
    }

    @AfterAll
    static void stop() {
        ROOT.setLevel(Level.INFO);
        ROOT.detachAppender(RECORDING);
        service.close();
        System.clearProperty(ACCESS_LOG);
    }

    @BeforeEach
    void forget() {
        RECORDING.lines.clear();
    }

    @Test
    void whereverTheTokenIs() throws IOException {
        assertThat(request("/answer", "Authorization: Bearer " + TOKEN)).contains("200", "carried a token");
        assertThat(request("/answer?x=1&access_token=" + TOKEN)).contains("200", "carried a token");
        assertThat(request("/answer?x=1&access%5Ftoken=" + TOKEN)).contains("200", "carried a token");
        assertThat(request("/answer", "Cookie: fourways_token=" + TOKEN)).contains("200", "carried a token");
        assertThat(RECORDING.lines).anyMatch(line -> line.contains("reactor.netty.http.server.AccessLog"));
        assertNothingLogged();
    }

    @Test
    void whateverGoesWrong() throws IOException {
        assertThat(request("/failure?access_token=" + TOKEN, "Authorization: Bearer " + TOKEN))
                .contains("500");
        assertThat(request("/late-failure?access_token=" + TOKEN)).isNotNull();
        assertThat(request("/nowhere?access_token=" + TOKEN)).contains("404");
        assertThat(RECORDING.lines).anyMatch(line -> line.contains("on purpose"));
        assertNothingLogged();
    }

    @Test
    void evenWhenTheRequestIsMalformed() throws IOException {
        assertThat(request("/answer?x=|&access_token=" + TOKEN)).contains("400");
        assertThat(request("/answer?x=%zz&access_token=" + TOKEN)).contains("400");
        assertThat(request("/answer?access_token=" + TOKEN, "Bad Header: 1")).contains("400");
        assertThat(request("/answer?access_token=" + TOKEN, "X: " + "x".repeat(20_000)))
                .contains("431");
        assertNothingLogged();
    }

    private void assertNothingLogged() {
        assertThat(RECORDING.lines).hasSizeGreaterThan(10).noneMatch(line -> line.contains(TOKEN));
    }

    /** By hand, since no client sends what is malformed. */
    private String request(String address, String... headers) throws IOException {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join(
                            "",
                            List.of(headers).stream().map(line -> line + "\r\n").toList())
                    + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Recording extends AppenderBase<ILoggingEvent> {

        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + trace);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/answer", request -> ServerResponse.ok()
                            .bodyValue(
                                    BearerTokens.of(request.exchange().getRequest()) == null
                                            ? "carried none"
                                            : "carried a token"))
                    .GET("/failure", request -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .GET("/late-failure", request -> ServerResponse.ok()
                            .body(
                                    Flux.just("x").concatWith(Flux.error(new IllegalStateException("on purpose"))),
                                    String.class))
                    .build();
        }
    }
}
