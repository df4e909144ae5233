package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is measured of WebSockets, beside what their clients have received. */
class MeteredWebSocketTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int EVENTS = 7;

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void countsEveryByteBehindTheFirstPosition() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=chat.*")) {
            assertThat(client.receive().text()).startsWith("{\"position\"");
            for (int i = 0; i < EVENTS; i++) {
                gateway.happen("chat.a");
            }
            await().atMost(PATIENCE).until(() -> counter("out.events", "way", "websocket") == EVENTS);

            long counted = (long) counter("out.bytes", "way", "websocket");
            long received = 0;
            while (received < counted) {
                received += length(client.receive());
            }
            assertThat(received).isEqualTo(counted);
        }
    }

    /** A server's frames are not masked. */
    private static int length(RawClient.Frame frame) {
        int payload = frame.payload().length;
        return payload + (payload < 126 ? 2 : 4);
    }

    @Test
    void countsWhyTheyEnd() throws IOException {
        RawClient.connect(gateway, "?channel=chat.*").close();
        await().atMost(PATIENCE).until(() -> closed("client") == 1);

        try (RawClient client = RawClient.connect(gateway, "?channel=chat.*")) {
            client.send(RawClient.FIN | RawClient.TEXT, new byte[] {(byte) 0xff});
            assertThat(client.receiveClose().closeCode()).isEqualTo(1007);
            assertThat(closed("protocol")).isEqualTo(1);
        }

        gateway.allow("short", "someone", Instant.now().plusMillis(100), "**", "**");
        try (RawClient client =
                RawClient.connect(gateway, "?channel=chat.*", Map.of("Authorization", "Bearer short"))) {
            assertThat(client.receiveClose().closeCode()).isEqualTo(4401);
            assertThat(closed("expired")).isEqualTo(1);
        }

        try (RawClient client = RawClient.connect(gateway, "?channel=chat.*")) {
            client.receive();
            gateway.drain();
            assertThat(client.receiveClose().closeCode()).isEqualTo(1012);
            assertThat(closed("drained")).isEqualTo(1);
        }
        assertThat(closed("client")).isEqualTo(1);
    }

    @Test
    void saysThatOneEndedForAGapWhichCannotBeSaidThere() throws IOException {
        gateway.happen("chat.a");
        try (RawClient client = RawClient.connect(
                gateway,
                "?channel=chat.*&after=1-0000000000000000",
                Map.of("Sec-WebSocket-Protocol", "cloudevents.json"))) {
            assertThat(client.receiveClose().closeCode()).isEqualTo(1008);
            assertThat(closed("gap")).isEqualTo(1);
            assertThat(counter("gaps", "way", "websocket", "reason", "unknown")).isEqualTo(1);
        }
    }

    @Test
    void countsWhatItRefusesByTheCause() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "?channel=chat.*", Map.of("Authorization", "Bearer no"))) {
            assertThat(client.receiveClose().closeCode()).isEqualTo(4401);
            assertThat(counter("refused", "cause", "unauthenticated")).isEqualTo(1);
        }
        try (RawClient client = RawClient.connect(gateway, "?channel=chat.*")) {
            client.send("{\"id\":1,\"nonsense\":{}}");
            assertThat(client.receiveText()).contains("invalid-request");
            for (int i = 0; i < 3; i++) {
                client.send("{\"id\":2,\"subscribe\":{\"channels\":[\"a" + i + "\"]}}");
                client.receiveText();
            }
        }
        assertThat(counter("frames.refused", "cause", "invalid-request")).isEqualTo(1);
        assertThat(counter("frames.refused", "cause", "subscriptions-per-connection"))
                .isEqualTo(1);
    }

    private double closed(String cause) {
        return counter("closed", "way", "websocket", "cause", cause);
    }

    private double counter(String name, String... tags) {
        return gateway.meters()
                .get("fourways.gateway." + name)
                .tags(tags)
                .counter()
                .count();
    }
}
