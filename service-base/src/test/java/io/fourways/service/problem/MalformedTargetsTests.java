package io.fourways.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.service.startup.ServiceStartup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MalformedTargetsTests {

    private static final String GOOD = "GET /hello/you HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

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

    @ParameterizedTest
    @CsvSource({
        "GET,/hello/%zz,path",
        "GET,/hello/%,path",
        "GET,/hello/%4?after=1,path",
        "GET,/hello/a|b,path",
        "GET,http://localhost/hello/%zz,path",
        "GET,/hello/you?channel=a&after=%zz,after",
        "GET,/hello/you?after=50%,after",
        "GET,/hello/you?channel=a|b,channel",
        "GET,/hello/you?%=1,query",
        "GET,/hello/you?%,query",
        "POST,/hello/%zz,path"
    })
    void areAnsweredWithAProblemThatNamesWhatIsMalformed(String method, String target, String member)
            throws IOException {
        String[] answers =
                answers(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody");
        JsonNode problem = JsonMapper.shared().readTree(answers[1].substring(0, answers[1].indexOf("}") + 1));
        assertThat(answers[0])
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json");
        assertThat(problem.get("type").stringValue()).isEqualTo("https://fourways.io/problems/invalid-request");
        assertThat(problem.get("member").stringValue()).isEqualTo(member);
        assertThat(problem.get("detail").stringValue()).startsWith(member + " has a %");
        assertThat(answers[1])
                .as("the next on the connection")
                .contains("HTTP/1.1 200")
                .doesNotContain("Exception");
    }

    @Test
    void haveNoBodyWhereOnlyTheHeadWasAskedFor() throws IOException {
        String[] answers = answers("HEAD /hello/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answers[0]).startsWith("HTTP/1.1 400");
        assertThat(answers[1]).startsWith("HTTP/1.1 200");
    }

    @Test
    void areNotThoseThatAreEscapedAsTheyShould() throws IOException {
        assertThat(answers("GET /hello/%25%ff?after=%2B HTTP/1.1\r\nHost: localhost\r\n\r\n")[0])
                .startsWith("HTTP/1.1 200");
    }

    /** The head of the first answer, and what follows it: a body, if any, and the answer to a good request. */
    private static String[] answers(String request) throws IOException {
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((request + GOOD).getBytes(StandardCharsets.ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return all.split("\r\n\r\n", 2);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/hello/{name}", request -> ServerResponse.ok().bodyValue("hello"))
                    .build();
        }
    }
}
