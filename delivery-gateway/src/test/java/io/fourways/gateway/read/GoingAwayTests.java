package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last answers of a gateway that goes away. */
class GoingAwayTests {

    /** More than the socket buffers of both ends hold. */
    private static final int EVENT = 16 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void cutsAStreamWhoseReaderHasStoppedReading() throws IOException {
        try (Socket stalled = ask("Accept: text/event-stream")) {
            await().until(() -> gateway.readers() == 1);
            appendMoreThanFits();

            gateway.goAway();

            await().atMost(PATIENCE).until(() -> gateway.connections() == 0);
            assertThat(stalled.isClosed()).as("by its client").isFalse();
        }
    }

    @Test
    void cutsAnAnswerThatWasUnderWayWhoseReaderHasStoppedReading() throws IOException {
        appendMoreThanFits();
        try (Socket stalled = ask("Accept: application/json")) {
            assertThat(stalled.getInputStream().read()).as("the first of it").isEqualTo('H');

            gateway.goAway();

            await().atMost(PATIENCE).until(() -> gateway.connections() == 0);
            assertThat(stalled.isClosed()).as("by its client").isFalse();
        }
    }

    @Test
    void endsAConnectionWithAnAnswerThatIsNoWebSocketWhateverUpgradeWasOffered() throws IOException {
        gateway.goAway();
        try (Socket offering = ask("Connection: Upgrade\r\nUpgrade: h2c")) {
            String answer = new String(offering.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    private void appendMoreThanFits() {
        gateway.log.append(Events.of("large", "a", "t", '"' + "x".repeat(EVENT) + '"'));
    }

    private Socket ask(String headers) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        socket.getOutputStream()
                .write(("GET /v1/events?channel=a&after=earliest HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
