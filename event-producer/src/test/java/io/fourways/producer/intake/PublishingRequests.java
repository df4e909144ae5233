package io.fourways.producer.intake;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An event-producer whose requests are answered without a broker, and how it is asked. */
@SpringBootTest(
        classes = RunningProducer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=event-producer",
            "server.address=127.0.0.1",
            "management.endpoint.health.validate-group-membership=false",
            "fourways.producer.max-event-size=1KB",
            "fourways.producer.max-batch-size=3",
            "fourways.producer.max-batch-bytes=8KB"
        })
abstract class PublishingRequests {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";
    static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static final String OTHER_PARENT = "00-11111111111111111111111111111111-2222222222222222-01";

    @LocalServerPort
    int port;

    @Autowired
    RunningProducer.Log log;

    WebTestClient client;

    @BeforeEach
    void connect() {
        client =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterEach
    void forget() {
        log.clear();
    }

    final WebTestClient.ResponseSpec post(String path, String contentType, String body, String... headers) {
        WebTestClient.RequestBodySpec request = client.post().uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.header("Content-Type", contentType)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    static String event(String id, String channel) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/shop\",\"type\":\"placed\",\"channel\":\""
                + channel + "\",\"data\":{\"b\":1.50,\"a\":\"\\u00e9\"}}";
    }

    static void hasProblem(WebTestClient.ResponseSpec response, int status, String type) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/" + type)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty();
    }

    static void isInvalid(WebTestClient.ResponseSpec response, String member) {
        response.expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/invalid-request")
                .jsonPath("$.member")
                .isEqualTo(member);
    }
}
