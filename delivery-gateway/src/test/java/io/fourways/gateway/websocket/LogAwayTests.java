package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.RawClient.Frame;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSockets that read behind the window, of which the log cannot be read. */
class LogAwayTests {

    /** More than the window and the sockets' buffers hold. */
    private static final int EVENTS = 4_000;

    private static final String TEXT = "x".repeat(8_000);

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void areToldToComeBackWhenTheyBegin() throws IOException {
        gateway.happen("chat.a");
        fill();
        gateway.logAway();
        try (RawClient client = RawClient.connect(gateway, "?channel=chat.a&after=earliest")) {
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            Frame close = client.receiveClose();
            assertThat(close.closeCode()).isEqualTo(1013);
            assertThat(close.closeText()).isNotEmpty();
        }
    }

    @Test
    void areToldToComeBackWhenTheyAreOnTheirWay() throws IOException {
        fill();
        try (RawClient client = RawClient.connect(gateway, "?channel=chat.**&after=earliest")) {
            assertThat(client.receive().text()).contains(TEXT);
            gateway.logAway();
            int had = 1;
            Frame next = client.receive();
            while (next.opcode() == RawClient.TEXT) {
                had++;
                next = client.receive();
            }
            assertThat(had).isLessThan(EVENTS);
            assertThat(next.closeCode()).isEqualTo(1013);
        }
    }

    private void fill() {
        for (int i = 0; i < EVENTS; i++) {
            gateway.say("chat.b", TEXT);
        }
    }
}
