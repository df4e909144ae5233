package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Events whose attributes are in header fields, or nowhere at all. */
class BinaryEventsTests extends PublishingRequests {

    @Test
    void publishesBinaryModeWithDecodedHeaders() {
        post(
                        "/v1/events",
                        "text/plain",
                        "hello",
                        "ce-specversion",
                        "1.0",
                        "CE-ID",
                        "7",
                        "ce-source",
                        "/s",
                        "ce-type",
                        "t",
                        "ce-channel",
                        "a.b",
                        "ce-subject",
                        "\"Euro%20%E2%82%AC \\\"x\\\"\"")
                .expectStatus()
                .isAccepted()
                .expectBody();
        Event event = log.only();
        assertThat(event.id()).isEqualTo("7");
        assertThat(event.attributes()).containsEntry("subject", "Euro € \"x\"");
        assertThat(event.data()).isEqualTo(new EventData.Text("hello"));
        assertThat(event.dataContentType()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @CsvSource({"id,%4", "id,%zz", "id,%ff", "channel,a..b", "time,yesterday", "specversion,0.3", "datacontenttype,a/b"
    })
    void refusesBinaryModeNamingTheAttribute(String attribute, String value) {
        WebTestClient.RequestBodySpec request = client.post().uri("/v1/events");
        Map<String, String> attributes =
                new HashMap<>(Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t", "channel", "a"));
        attributes.put(attribute, value);
        attributes.forEach((name, text) -> request.header("ce-" + name, text));
        isInvalid(request.exchange(), attribute);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void refusesMissingChannel() {
        isInvalid(post("/v1/events", STRUCTURED, event("1", "x").replace(",\"channel\":\"x\"", "")), "channel");
        isInvalid(
                post(
                        "/v1/events",
                        "text/plain",
                        "x",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "1",
                        "ce-source",
                        "/s",
                        "ce-type",
                        "t"),
                "channel");
    }

    @Test
    void fillsInEverythingOnTheShortestWay() {
        post("/v1/channels/chat.lobby/events", "application/json", " [1, 2] ")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.id")
                .isNotEmpty()
                .jsonPath("$.source")
                .isEqualTo("/channels/chat.lobby")
                .jsonPath("$.channel")
                .isEqualTo("chat.lobby");
        Event event = log.only();
        assertThat(event.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(event.type()).isEqualTo("event");
        assertThat(event.time()).isNotNull();
        assertThat(event.data()).isInstanceOf(EventData.Json.class);
    }

    @Test
    void letsHeadersOverrideWhatTheShortestWayFillsIn() {
        post(
                        "/v1/channels/a/events",
                        "text/plain",
                        "x",
                        "ce-id",
                        "1",
                        "ce-type",
                        "note",
                        "ce-source",
                        "/me",
                        "ce-channel",
                        "a")
                .expectBody();
        assertThat(log.only()).extracting(Event::id, Event::type, Event::source).containsExactly("1", "note", "/me");
    }

    @Test
    void refusesContradictoryChannels() {
        isInvalid(post("/v1/channels/a/events", "text/plain", "x", "ce-channel", "b"), "channel");
    }

    @Test
    void keepsBytesOfUnknownContentAndNothingOfNothing() {
        client.post()
                .uri("/v1/channels/a/events")
                .bodyValue(new byte[] {0, (byte) 0xff})
                .exchange()
                .expectBody();
        client.post()
                .uri("/v1/channels/a/events")
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody();
        assertThat(log.only().data()).isInstanceOfSatisfying(EventData.Binary.class, data -> assertThat(data.bytes())
                .containsExactly(0, 0xff));
        assertThat(log.only().dataContentType()).isEqualTo("application/octet-stream");
        assertThat(log.events().get(1).data()).isNull();
        assertThat(log.events().get(1).dataContentType()).isNull();
    }
}
