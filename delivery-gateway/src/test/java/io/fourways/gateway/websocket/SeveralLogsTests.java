package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Logs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A WebSocket of a gateway that serves the log with orders and the default one, and not the one with what is away. */
class SeveralLogsTests {

    private static final Map<String, String> EVENTS_ONLY = Map.of("Sec-WebSocket-Protocol", "cloudevents.json");

    private final TestGateway gateway =
            new TestGateway(new Logs(Map.of("shop", List.of("orders"), "far", List.of("away"))));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void readsTheLogOfTheChannelsInItsUrl() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=orders.**&after=earliest", EVENTS_ONLY)) {
            gateway.happen("news");
            gateway.happen("orders.eu");
            assertThat(client.receiveText()).startsWith("{\"cursor\":\"shop.").contains("\"channel\":\"orders.eu\"");
        }
    }

    @Test
    void subscribesToAnyLogAsItsFirst() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"orders.eu\"]}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":1,\"subscribed\"")
                    .contains("\"cursor\":\"shop.");
            gateway.happen("orders.eu");
            assertThat(client.receiveText()).contains("\"channel\":\"orders.eu\"");
            assertThat(gateway.readers()).isOne();
        }
        await().until(() -> gateway.readers() == 0);
        assertThat(gateway.meters()
                        .get("fourways.gateway.readers")
                        .tag("way", "websocket")
                        .gauge()
                        .value())
                .isZero();
        assertThat(gateway.meters()
                        .get("fourways.gateway.closed")
                        .tag("cause", "client")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void readsOneLogAtATime() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=orders.eu")) {
            assertThat(client.receive(RawClient.TEXT).text())
                    .startsWith("{\"position\"")
                    .contains("shop.");
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"news\"]}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":1,\"error\":{")
                    .contains("/problems/several-logs\"", "\"status\":400");
            client.send("{\"id\":2,\"unsubscribe\":{\"channels\":[\"orders.eu\"]}}");
            assertThat(client.receiveText()).startsWith("{\"id\":2,\"unsubscribed\"");
            client.send("{\"id\":3,\"subscribe\":{\"channels\":[\"news\"]}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":3,\"subscribed\"")
                    .doesNotContain("shop.");
            gateway.happen("orders.eu");
            gateway.happen("news");
            assertThat(client.receiveText()).contains("\"channel\":\"news\"");
        }
        assertThat(refusedFrames("several-logs")).isOne();
    }

    @Test
    void answersASubscriptionAcrossLogsAndOneThatIsServedElsewhere() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"**\"]}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":1,\"error\":{")
                    .contains("/problems/several-logs\"", "\"logs\":[\"default\",\"far\",\"shop\"]");
            client.send("{\"id\":2,\"subscribe\":{\"channels\":[\"away.a\"]}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":2,\"error\":{")
                    .contains("/problems/log-not-served\"", "\"status\":421", "\"log\":\"far\"");
        }
        assertThat(refusedFrames("log-not-served")).isOne();
    }

    @Test
    void isClosedWhenItsUrlAsksForWhatIsServedElsewhere() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=away.a")) {
            RawClient.Frame close = client.receiveClose();
            assertThat(close.closeCode()).isEqualTo(1008);
            assertThat(close.closeText()).contains("ask another one");
        }
        assertThat(gateway.held()).isZero();
    }

    @Test
    void isToldNoPlaceBeforeItIsClearInWhichLog() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            assertThat(client.receive().opcode()).isEqualTo(RawClient.PING);
        }
    }

    @Test
    void publishesToLogsThatAreServedElsewhere() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=orders.eu")) {
            client.send("{\"id\":1,\"publish\":{\"channel\":\"away.a\",\"data\":1}}");
            assertThat(client.receiveText()).startsWith("{\"id\":1,\"published\"");
        }
    }

    private double refusedFrames(String cause) {
        return gateway.meters()
                .get("fourways.gateway.frames.refused")
                .tag("cause", cause)
                .counter()
                .count();
    }
}
