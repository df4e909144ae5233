package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTests extends PublishingRequests {

    @Test
    void answersBatchItemByItemInOrder() {
        post("/v1/events", BATCH, "[" + event("1", "a") + ", {\"id\":\"2\"} ," + event("3", "orders.eu") + "]")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.results.length()")
                .isEqualTo(3)
                .jsonPath("$.results[0]")
                .isEqualTo(Map.of("id", "1", "status", 202))
                .jsonPath("$.results[1].id")
                .isEqualTo("2")
                .jsonPath("$.results[1].status")
                .isEqualTo(400)
                .jsonPath("$.results[1].problem.member")
                .isEqualTo("specversion")
                .jsonPath("$.results[2].status")
                .isEqualTo(202);
        assertThat(log.events()).extracting(Event::id).containsExactly("1", "3");
        assertThat(log.only().data()).isInstanceOfSatisfying(EventData.Json.class, json -> assertThat(json.utf8())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":1.50,\"a\":\"\\u00e9\"}"));
    }

    @Test
    void answersEmptyBatch() {
        post("/v1/events", BATCH, "[]").expectStatus().isAccepted().expectBody().json("{\"results\":[]}");
    }

    @Test
    void refusesBatchItemOnItsOwn() {
        post("/v1/events", BATCH, "[" + event("1", "away.x") + "," + event("2", "a") + "]")
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(503)
                .jsonPath("$.results[0].problem.type")
                .isEqualTo("https://fourways.io/problems/broker-unavailable")
                .jsonPath("$.results[1].status")
                .isEqualTo(202);
    }

    @Test
    void refusesBatchOfWhichNothingCouldBePublished() {
        hasProblem(post("/v1/events", BATCH, "[" + event("1", "away.x") + "]"), 503, "broker-unavailable");
    }

    @Test
    void refusesBatchItemOutsideTheGrants() {
        post(
                        "/v1/events",
                        BATCH,
                        "[" + event("1", "secret") + "," + event("2", "orders.eu") + "]",
                        "Authorization",
                        "Bearer orders")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(403)
                .jsonPath("$.results[0].problem.channel")
                .isEqualTo("secret")
                .jsonPath("$.results[1].status")
                .isEqualTo(202);
    }

    @Test
    void refusesBatchThatIsNoArrayWithoutPublishingAny() {
        isInvalid(post("/v1/events", BATCH, "[" + event("1", "a") + ","), "body");
        isInvalid(post("/v1/events", BATCH, "{}"), "body");
        isInvalid(post("/v1/events", BATCH, "[] []"), "body");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void refusesBatchWithIdempotencyKey() {
        isInvalid(post("/v1/events", BATCH, "[]", "Idempotency-Key", "k"), "Idempotency-Key");
    }

    @Test
    void refusesBatchOfTooManyEvents() {
        String four =
                IntStream.range(0, 4).mapToObj(i -> event("" + i, "a")).collect(Collectors.joining(",", "[", "]"));
        hasProblem(post("/v1/events", BATCH, four), 413, "too-large");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void refusesTooLargeItemOfBatch() {
        String large = event("1", "a").replace("1.50", "\"" + "x".repeat(2000) + "\"");
        post("/v1/events", BATCH, "[" + large + "," + event("2", "a") + "]")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.results[0].id")
                .isEqualTo("1")
                .jsonPath("$.results[0].status")
                .isEqualTo(413)
                .jsonPath("$.results[1].status")
                .isEqualTo(202);
    }
}
