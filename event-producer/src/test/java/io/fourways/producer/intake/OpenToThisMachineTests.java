package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In mode open a page that a browser on this machine shows must not publish. */
@SpringBootTest(
        classes = RunningProducer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=event-producer",
            "server.address=127.0.0.1",
            "fourways.security.mode=open",
            "management.endpoint.health.validate-group-membership=false"
        })
class OpenToThisMachineTests {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int management;

    @Autowired
    private RunningProducer.Log log;

    @AfterEach
    void forget() {
        log.clear();
    }

    @Test
    void takesWhatAProgramPublishes() throws IOException {
        assertThat(publish("Host: localhost:" + port)).startsWith("HTTP/1.1 202");
        assertThat(log.events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000"})
    void takesNothingFromAForeignPage(String origin) throws IOException {
        assertThat(publish("Host: localhost:" + port, "Origin: " + origin))
                .startsWith("HTTP/1.1 403")
                .contains("problems/forbidden-origin");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void takesNothingByAStrangersName() throws IOException {
        assertThat(publish("Host: evil.example:" + port, "Origin: http://evil.example:" + port))
                .startsWith("HTTP/1.1 421")
                .contains("application/problem+json")
                .contains("problems/misdirected");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void answersTheOrchestratorByWhateverName() throws IOException {
        assertThat(exchange(management, "GET /actuator/health/liveness", "", "Host: 10.0.0.7"))
                .startsWith("HTTP/1.1 200");
    }

    private String publish(String... headers) throws IOException {
        return exchange(port, "POST /v1/channels/orders.eu/events", "{}", headers);
    }

    private static String exchange(int port, String request, String body, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            String head = request + " HTTP/1.1\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: "
                    + body.length() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
