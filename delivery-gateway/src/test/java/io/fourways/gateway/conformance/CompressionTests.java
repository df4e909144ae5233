package io.fourways.gateway.conformance;

import static io.fourways.gateway.conformance.Frame.CONTINUATION;
import static io.fourways.gateway.conformance.Frame.FIN;
import static io.fourways.gateway.conformance.Frame.RSV1;
import static io.fourways.gateway.conformance.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compressed messages (RFC 7692): whatever form a client compresses in, and however it cuts that, the payload arrives, and comes
 * back compressed as an event.
 */
class CompressionTests {

    private static final String DEFLATE = "permessage-deflate";
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateways.patient();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> payloads() {
        return Stream.of(Deflated.values())
                .flatMap(form -> Stream.of(0, 16, 64, 256, 1_024, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072)
                        .map(length -> Arguments.of(form, length)));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void arriveAsTheyWereWhateverTheirLength(Deflated form, int length) throws IOException {
        try (Peer peer = Peer.of(gateway, "?channel=echo", "Sec-WebSocket-Extensions: " + DEFLATE + "\r\n")) {
            for (String data : List.of(noise(length), "Ωμέγα ".repeat(length / 11), "x".repeat(length))) {
                Frame whole = form.frame(Command.publish('"' + data + '"'));
                for (int size : new int[] {Integer.MAX_VALUE, 1 + whole.payload().length / 3, 1_000}) {
                    peer.send(Fragments.of(whole, size == Integer.MAX_VALUE ? whole.payload().length : size));
                    assertEchoed(peer, data);
                }
            }
        }
    }

    private static String noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, length);
    }

    private static void assertEchoed(Peer peer, String data) throws IOException {
        List<String> answers = List.of(peer.receiveText(), peer.receiveText());
        assertThat(answers).anyMatch(answer -> answer.startsWith("{\"id\":1,\"published\":"));
        assertThat(answers).anyMatch(event -> event.endsWith("\"data\":\"" + data + "\"}"));
    }

    @ParameterizedTest
    @EnumSource
    void arriveThoughEachByteIsAFrame(Deflated form) throws IOException {
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(Fragments.of(form.frame(Command.of(1, 300)), 1));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.assertOpen();
        }
    }

    @Test
    void areTakenBesideOthersThatAreNot() throws IOException {
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            for (int i = 0; i < 10; i++) {
                peer.send(i % 2 == 0 ? Deflated.USUAL.frame(Command.of(i)) : Frame.text(Command.of(i)));
                assertThat(peer.receiveText()).isEqualTo(Command.answer(i));
            }
        }
    }

    @Test
    void areTakenWithPingsAndEmptyFramesBetween() throws IOException {
        byte[] deflated = Deflated.USUAL.of(Command.of(1).getBytes(StandardCharsets.UTF_8));
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(Frame.of(RSV1 | TEXT, ""), Frame.of(CONTINUATION, ""), Frame.ping("between"));
            peer.send(new Frame(CONTINUATION, deflated), Frame.of(FIN | CONTINUATION, ""));
            assertThat(peer.receive().text()).isEqualTo("between");
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
        }
    }

    @Test
    void mayBeEmpty() throws IOException {
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(new Frame(FIN | RSV1 | TEXT, new byte[1]));
            assertThat(peer.receiveText()).startsWith("{\"id\":null,\"error\":");
            peer.assertOpen();
        }
    }

    /** The examples of RFC 7692, 7.2.3: they say "Hello", which is text though no command. */
    @ParameterizedTest
    @ValueSource(
            strings = {"f248cdc9c90700", "000500faff48656c6c6f00", "f348cdc9c9070000", "f2480500 0000ffffcac9c90700"})
    void areTextAsInTheExamples(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(Fragments.of(new Frame(FIN | RSV1 | TEXT, bytes), 3));
            assertThat(peer.receiveText()).startsWith("{\"id\":null,\"error\":");
            peer.assertOpen();
        }
    }

    @Test
    void standEachForItself() throws IOException {
        byte[] before = Command.of(1).getBytes(StandardCharsets.UTF_8);
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(Deflated.USUAL.frame(before));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.send(new Frame(FIN | RSV1 | TEXT, Deflated.referring(before, before)));
            assertThat(peer.receiveClose()).isEqualTo(1007);
        }
    }

    @Test
    void sayThatTheyAreInTheirFirstFrameOnly() throws IOException {
        byte[] deflated = Deflated.USUAL.of(Command.of(1).getBytes(StandardCharsets.UTF_8));
        assertClosed(
                1002,
                new Frame(RSV1 | TEXT, Arrays.copyOf(deflated, 5)),
                new Frame(FIN | RSV1 | CONTINUATION, Arrays.copyOfRange(deflated, 5, deflated.length)));
        assertClosed(1002, Frame.of(TEXT, "begun without"), Frame.of(FIN | RSV1 | CONTINUATION, "x"));
    }

    @Test
    void areUtf8WhenInflated() throws IOException {
        byte[] cut = {'"', (byte) 0xe2, (byte) 0x82};
        assertClosed(1007, Deflated.USUAL.frame(cut));
        assertClosed(1007, Fragments.of(Deflated.STORED.frame(new byte[] {'a', (byte) 0xff}), 2));
    }

    @Test
    void areRefusedWhenTheyCannotBeInflated() throws IOException {
        assertClosed(1007, new Frame(FIN | RSV1 | TEXT, HexFormat.of().parseHex("ffffffffffff")));
        assertClosed(1007, new Frame(FIN | RSV1 | TEXT, HexFormat.of().parseHex("000500000048656c6c6f00")));
    }

    @Test
    void areNoLongerWhenInflatedThanOthersMayBe() throws IOException {
        byte[] longest = Command.of(1, Gateways.MAX).getBytes(StandardCharsets.UTF_8);
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(Deflated.USUAL.frame(longest));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
        }
        assertClosed(1009, Deflated.USUAL.frame(Arrays.copyOf(longest, Gateways.MAX + 1)));
        assertClosed(1009, Fragments.of(Deflated.USUAL.frame(new byte[100 * Gateways.MAX]), 10_000));
    }

    private static void assertClosed(int code, Frame... frames) throws IOException {
        try (Peer peer = Peer.offering(gateway, DEFLATE)) {
            peer.send(frames);
            assertThat(peer.receiveClose()).isEqualTo(code);
        }
    }
}
