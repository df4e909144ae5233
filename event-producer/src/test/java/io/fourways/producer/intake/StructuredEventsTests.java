package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StructuredEventsTests extends PublishingRequests {

    @Test
    void publishesStructuredEventTokenForToken() {
        post("/v1/events", STRUCTURED, event("1", "orders.eu"))
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json("{\"id\":\"1\",\"source\":\"/shop\",\"channel\":\"orders.eu\"}");
        assertThat(log.only().data()).isInstanceOfSatisfying(EventData.Json.class, json -> assertThat(json.utf8())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":1.50,\"a\":\"\\u00e9\"}"));
    }

    @Test
    void fillsInTimeWithMicrosecondsWhereMissing() {
        post("/v1/events", STRUCTURED + "; charset=utf-8", event("1", "orders.eu"))
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.only().time()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Instant.parse(log.only().time())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void takesIdempotencyKeyAsIdWhereNoneIsGiven() {
        String anonymous = event("1", "orders.eu").replace("\"id\":\"1\",", "");
        post("/v1/events", STRUCTURED, anonymous, "Idempotency-Key", "key-1")
                .expectStatus()
                .isAccepted()
                .expectBody();
        post("/v1/events", STRUCTURED, event("1", "orders.eu"), "Idempotency-Key", "key-1")
                .expectBody();
        post("/v1/channels/orders.eu/events", "text/plain", "x", "Idempotency-Key", "\"key-2\"")
                .expectBody();
        assertThat(log.events()).extracting(Event::id).containsExactly("key-1", "1", "key-2");
    }

    @Test
    void dropsCursorThatCameAlong() {
        post("/v1/events", STRUCTURED, event("1", "a").replace("{\"spec", "{\"cursor\":\"c\",\"spec"))
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.only().attributes()).doesNotContainKey("cursor");
    }
}
