package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Bodies that do not end, and what there is left for others. */
class BodiesInFlightIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "hush";
    private static final int BODY = 100 * 1024;

    private final List<Socket> stalled = new ArrayList<>();
    private ConfigurableApplicationContext service;
    private int port;
    private WebTestClient client;

    @BeforeEach
    void start() {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(RunningIngest.class)
                .properties(
                        "spring.config.name=webhook-ingest",
                        "FOURWAYS_INGEST_ADDRESS=127.0.0.1",
                        "FOURWAYS_INGEST_PORT=0",
                        "management.endpoint.health.validate-group-membership=false",
                        "fourways.security.jwt-secret=0123456789abcdef0123456789abcdef",
                        "fourways.ingest.database.url=" + TestDatabase.create().url(),
                        "fourways.ingest.receiving.max-body-size=" + BODY + "B",
                        "fourways.ingest.receiving.max-bytes-in-flight=" + 4 * BODY + "B",
                        "fourways.ingest.receiving.body-timeout=10m");
        for (String source : List.of("a", "b", "c", "d", "e")) {
            builder.properties(
                    "fourways.ingest.sources." + source + ".provider=github",
                    "fourways.ingest.sources." + source + ".secrets=" + SECRET);
        }
        service = builder.run();
        port = ((ReactiveWebServerApplicationContext) service).getWebServer().getPort();
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .build();
        await().atMost(PATIENCE).untilAsserted(() -> isTaken("e"));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : stalled) {
            socket.close();
        }
        service.close();
    }

    private void stall(String source, int bodies) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        stalled.add(socket);
        String head = "POST /webhooks/" + source + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY + "\r\n\r\n";
        socket.getOutputStream().write((head + "x".repeat(BODY - 1)).getBytes(StandardCharsets.US_ASCII));
        await().atMost(PATIENCE).until(() -> bodiesInMemory() == bodies * BODY);
    }

    private double bodiesInMemory() {
        return service.getBean(MeterRegistry.class)
                .get("fourways.ingest.bodies")
                .gauge()
                .value();
    }

    private WebTestClient.ResponseSpec push(String source) {
        return client.post()
                .uri("/webhooks/" + source)
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", Signatures.github(SECRET, new byte[] {'1'}))
                .bodyValue(new byte[] {'1'})
                .exchange();
    }

    private void isTaken(String source) {
        push(source).expectStatus().isOk().expectBody();
    }

    private void isPutOff(String source) {
        push(source)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/inbox-unavailable");
    }

    @Test
    void takeNoMoreThanTheirSourcesPartAndGiveItBack() throws IOException {
        stall("a", 1);
        isPutOff("a");
        isTaken("b");

        stalled.get(0).close();

        await().atMost(PATIENCE).until(() -> bodiesInMemory() == 0);
        isTaken("a");
    }

    @Test
    void takeNoMoreThanThereIsForAll() throws IOException {
        stall("a", 1);
        stall("b", 2);
        stall("c", 3);
        isTaken("e");
        stall("d", 4);
        isPutOff("e");
        assertThat(bodiesInMemory()).isEqualTo(4 * BODY);

        stalled.get(3).close();

        await().atMost(PATIENCE).until(() -> bodiesInMemory() == 3 * BODY);
        isTaken("e");
    }
}
