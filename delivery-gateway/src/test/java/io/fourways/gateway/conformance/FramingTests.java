package io.fourways.gateway.conformance;

import static io.fourways.gateway.conformance.Frame.BINARY;
import static io.fourways.gateway.conformance.Frame.CONTINUATION;
import static io.fourways.gateway.conformance.Frame.FIN;
import static io.fourways.gateway.conformance.Frame.PING;
import static io.fourways.gateway.conformance.Frame.PONG;
import static io.fourways.gateway.conformance.Frame.RSV1;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames by themselves: lengths, pings, reserved bits and opcodes (RFC 6455, 5.2 and 5.5). */
class FramingTests {

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateways.patient();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536, Gateways.MAX})
    void takesTextAndBinaryOfEveryLength(int length) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            String text = length < 100 ? " ".repeat(length) : Command.of(7, length);
            peer.send(Frame.text(text));
            assertThat(peer.receiveText()).startsWith(length < 100 ? "{\"id\":null,\"error\":" : Command.answer(7));
            peer.send(new Frame(FIN | BINARY, new byte[length]));
            assertThat(peer.receiveText()).startsWith("{\"id\":null,\"error\":");
            peer.assertOpen();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 997})
    void takesFramesInPiecesOfAnySize(int size) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.write(Frame.text(Command.of(1, 1_500)).masked(), size);
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.write(Frame.ping("in pieces").masked(), size);
            assertThat(peer.receive().text()).isEqualTo("in pieces");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 124, 125})
    void returnsAPingsBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (Peer peer = Peer.of(gateway)) {
            peer.send(new Frame(FIN | PING, bytes));
            Frame pong = peer.receive();
            assertThat(pong.first()).isEqualTo(FIN | PONG);
            assertThat(pong.payload()).isEqualTo(bytes);
        }
    }

    @Test
    void answersPingsInTheirOrder() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            for (int i = 0; i < 10; i++) {
                peer.send(Frame.ping("ping " + i));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(peer.receive().text()).isEqualTo("ping " + i);
            }
        }
    }

    @Test
    void ignoresPongsNobodyAskedFor() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.of(FIN | PONG, ""), Frame.of(FIN | PONG, "unasked"), Frame.text(Command.of(1)));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
        }
    }

    /** Every first byte that stands for no frame of those that were agreed. */
    static IntStream wrongFirstBytes() {
        return IntStream.range(0, 256).filter(first -> {
            int opcode = first & 0xf;
            boolean unknown = (opcode > BINARY && opcode < Frame.CLOSE) || opcode > PONG;
            boolean cutControl = opcode >= Frame.CLOSE && first < FIN;
            boolean outOfTurn = opcode == CONTINUATION;
            return unknown || cutControl || outOfTurn || (first & 0x70) != 0;
        });
    }

    @ParameterizedTest(name = "0x{0}")
    @MethodSource("wrongFirstBytes")
    void refusesReservedBitsAndOpcodesAndWhatIsOutOfTurn(int first) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.text(Command.of(1)), Frame.of(first, "x"), Frame.ping("behind"));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            assertThat(peer.receiveClose()).isEqualTo(1002);
        }
    }

    @Test
    void refusesControlFramesThatAreTooLong() throws IOException {
        for (int opcode : new int[] {PING, PONG, Frame.CLOSE}) {
            assertClosed(1002, new Frame(FIN | opcode, new byte[126]).masked());
        }
    }

    @Test
    void refusesWhatIsNotMasked() throws IOException {
        assertClosed(1002, Frame.text("{}").unmasked());
        assertClosed(1002, Frame.ping("x").unmasked());
    }

    @Test
    void refusesLengthsThatAreLongerThanNeedBe() throws IOException {
        assertClosed(1002, HexFormat.of().parseHex("81fe007d00000000"));
        assertClosed(1002, HexFormat.of().parseHex("81ff000000000000ffff00000000"));
        assertClosed(1002, HexFormat.of().parseHex("81ffffffffffffffffff00000000"));
    }

    @Test
    void refusesLengthsBeyondWhatItTakesWithoutWaitingForThem() throws IOException {
        assertClosed(1009, HexFormat.of().parseHex("81ff000000000004000100000000"));
        assertClosed(1009, HexFormat.of().parseHex("81ff7fffffffffffffff00000000"));
    }

    private static void assertClosed(int code, byte[] bytes) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.write(bytes);
            assertThat(peer.receiveClose()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, PONG, Frame.CLOSE})
    void refusesTheBitOfCompressionOnControlFramesThoughItWasAgreed(int opcode) throws IOException {
        try (Peer peer = Peer.offering(gateway, "permessage-deflate")) {
            peer.send(new Frame(FIN | RSV1 | opcode, new byte[0]));
            assertThat(peer.receiveClose()).isEqualTo(1002);
        }
    }
}
