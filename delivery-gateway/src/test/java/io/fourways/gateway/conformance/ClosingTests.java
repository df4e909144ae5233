package io.fourways.gateway.conformance;

import static io.fourways.gateway.conformance.Frame.CLOSE;
import static io.fourways.gateway.conformance.Frame.FIN;
import static io.fourways.gateway.conformance.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket ends (RFC 6455, 5.5.1 and 7). */
class ClosingTests {

    private static final byte[] NO_REASON = {};
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateways.patient();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void returnsACloseWithoutACode() throws IOException {
        assertAnswered(-1, new Frame(FIN | CLOSE, NO_REASON));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void returnsTheCodeItIsClosedWith(int code) throws IOException {
        assertAnswered(code, Frame.close(code, NO_REASON));
        assertAnswered(code, Frame.close(code, "Καλημέρα".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999})
    void refusesCodesThatNobodyMaySend(int code) throws IOException {
        assertAnswered(1002, Frame.close(code, NO_REASON));
        assertAnswered(1002, Frame.close(code, "reason".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesHalfACode() throws IOException {
        assertAnswered(1002, new Frame(FIN | CLOSE, new byte[] {3}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 122, 123})
    void takesReasonsUpToTheLongest(int length) throws IOException {
        byte[] reason = "*".repeat(length).getBytes(StandardCharsets.UTF_8);
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.close(1000, reason));
            Frame answer = peer.receive();
            assertThat(answer.closeCode()).isEqualTo(1000);
            assertThat(answer.payload()).endsWith(reason).hasSize(2 + length);
        }
    }

    @Test
    void refusesAReasonThatIsTooLong() throws IOException {
        assertAnswered(1002, Frame.close(1000, new byte[124]));
    }

    @Test
    void answersWhatCameBeforeTheCloseAndNothingBehind() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.text(Command.of(1)), Frame.ping("before"), Frame.close(1000, NO_REASON));
            peer.send(Frame.text(Command.of(2)), Frame.ping("behind"), Frame.close(1001, NO_REASON));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            assertThat(peer.receive().text()).isEqualTo("before");
            assertThat(peer.receiveClose()).isEqualTo(1000);
        }
    }

    @Test
    void endsThoughAMessageWasBegun() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.of(TEXT, "begun"), Frame.close(1000, NO_REASON));
            assertThat(peer.receiveClose()).isEqualTo(1000);
        }
    }

    @Test
    void saysWhyItEndsThoughTheClientHasMuchMoreToSay() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.of(FIN | 0x3, "unknown"), new Frame(FIN | Frame.BINARY, new byte[Gateways.MAX]));
            assertThat(peer.receiveClose()).isEqualTo(1002);
        }
    }

    private static void assertAnswered(int code, Frame close) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(close);
            assertThat(peer.receiveClose()).isEqualTo(code);
        }
    }
}
