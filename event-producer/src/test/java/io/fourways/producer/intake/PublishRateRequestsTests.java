package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.service.publishing.PublishRate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        classes = {RunningProducer.class, PublishRateRequestsTests.OnePerSecond.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=event-producer",
            "server.address=127.0.0.1",
            "management.endpoint.health.validate-group-membership=false"
        })
class PublishRateRequestsTests {

    private static final AtomicLong CLOCK = new AtomicLong();

    @LocalServerPort
    private int port;

    @Autowired
    private RunningProducer.Log log;

    private WebTestClient client;

    /** Three at once, and time passes only when a test says so. */
    @TestConfiguration
    static class OnePerSecond {

        @Bean
        @Primary
        PublishRate stoppedRate() {
            return new PublishRate(1, 3, CLOCK::get);
        }
    }

    @BeforeEach
    void connect() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(60))
                .build();
        pass(1_000);
    }

    @AfterEach
    void forget() {
        log.clear();
    }

    @Test
    void refusesTheOneTooManyAndSaysWhenToComeBack() {
        for (int i = 0; i < 3; i++) {
            accepted(publish("orders.a", "orders"));
        }
        publish("orders.a", "orders")
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://fourways.io/problems/publish-rate");
        assertThat(log.events()).hasSize(3);
        pass(1);
        accepted(publish("orders.a", "orders"));
    }

    @Test
    void countsEveryEventOfABatchAndRefusesItAsAWhole() {
        accepted(batch("a", "b", "c", "d", "e"));
        batch("f", "g")
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "3")
                .expectBody();
        assertThat(log.events()).extracting(Event::id).containsExactly("a", "b", "c", "d", "e");
        pass(3);
        accepted(batch("f", "g"));
    }

    @Test
    void countsNobodyInParticularNotAtAll() {
        for (int i = 0; i < 10; i++) {
            accepted(publish("a", null));
        }
    }

    private WebTestClient.ResponseSpec publish(String channel, String token) {
        return client.post()
                .uri("/v1/channels/" + channel + "/events")
                .headers(headers -> authorize(headers, token))
                .header("Content-Type", "text/plain")
                .bodyValue("x")
                .exchange();
    }

    private WebTestClient.ResponseSpec batch(String... ids) {
        String body = Stream.of(ids)
                .map(id -> "{\"specversion\":\"1.0\",\"id\":\"" + id
                        + "\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"orders.a\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return client.post()
                .uri("/v1/events")
                .headers(headers -> authorize(headers, "orders"))
                .header("Content-Type", "application/cloudevents-batch+json")
                .bodyValue(body)
                .exchange();
    }

    private static void authorize(org.springframework.http.HttpHeaders headers, String token) {
        if (token != null) {
            headers.setBearerAuth(token);
        }
    }

    private static void accepted(WebTestClient.ResponseSpec response) {
        response.expectStatus().isAccepted().expectBody();
    }

    private static void pass(long seconds) {
        CLOCK.addAndGet(seconds * 1_000_000_000);
    }
}
