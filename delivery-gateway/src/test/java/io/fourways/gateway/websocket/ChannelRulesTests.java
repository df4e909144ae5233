package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.policy.Configured;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of channels that are not read by WebSocket, or not published to. */
class ChannelRulesTests {

    private static final Map<String, String> EVENTS_ONLY = Map.of("Sec-WebSocket-Protocol", "cloudevents.json");

    private final TestGateway gateway = new TestGateway(
            Configured.policies("[feed.**].ways", "sse, short-poll", "[news.*].client-publish", "false"));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void closesAWebSocketThatAsksForThemByItsUrl() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=feed.a", EVENTS_ONLY)) {
            RawClient.Frame close = client.receiveClose();
            assertThat(close.closeCode()).isEqualTo(4403);
            assertThat(close.closeText()).isEqualTo("feed.** cannot be read by websocket");
        }
    }

    @Test
    void answersASubscriptionToThemAndStays() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"**\"]}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":1,\"error\":{")
                    .contains("/problems/way-not-allowed\"", "\"status\":403");
            client.send("{\"id\":2,\"subscribe\":{\"channels\":[\"news.*\"]}}");
            assertThat(client.receiveText()).startsWith("{\"id\":2,\"subscribed\"");
        }
        assertThat(refused("way-not-allowed")).isEqualTo(1);
    }

    @Test
    void answersAPublicationToThemAndPublishesNothing() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=news.*")) {
            client.send("{\"id\":1,\"publish\":{\"channel\":\"news.a\",\"data\":1}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":1,\"error\":{")
                    .contains("/problems/client-publish-not-allowed\"", "\"channel\":\"news.a\"");
            client.send("{\"id\":2,\"publish\":{\"channel\":\"news.a.b\",\"data\":1}}");
            assertThat(client.receiveText()).startsWith("{\"id\":2,\"published\"");
        }
        assertThat(refused("client-publish-not-allowed")).isEqualTo(1);
    }

    @Test
    void closesAWebSocketOfEventsOnlyThatPublishesToThem() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=news.a", EVENTS_ONLY)) {
            client.send(
                    "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"news.a\"}");
            RawClient.Frame close = client.receiveClose();
            assertThat(close.closeCode()).isEqualTo(4403);
            assertThat(close.closeText()).isEqualTo("Clients cannot publish to news.a");
        }
    }

    private double refused(String cause) {
        return gateway.meters()
                .get("fourways.gateway.frames.refused")
                .tag("cause", cause)
                .counter()
                .count();
    }
}
