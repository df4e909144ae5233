package io.fourways.gateway.conformance;

import static io.fourways.gateway.conformance.Frame.CONTINUATION;
import static io.fourways.gateway.conformance.Frame.FIN;
import static io.fourways.gateway.conformance.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Text is UTF-8 (RFC 6455, 8.1), however it is cut. */
class Utf8Tests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateways.patient();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<String> valid() {
        return Utf8Vectors.valid();
    }

    static Stream<byte[]> invalid() {
        return Utf8Vectors.invalid();
    }

    static Stream<byte[]> invalidFromTheFirst() {
        return Utf8Vectors.invalidFromTheFirst();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void comesBackAsItWasSentHoweverItIsCut(String text) throws IOException {
        String json = JSON.writeValueAsString(text);
        byte[] command = Command.publish(json).getBytes(StandardCharsets.UTF_8);
        try (Peer peer = Peer.of(gateway, "?channel=echo", "")) {
            for (int size = 1; size <= 4; size++) {
                peer.send(Fragments.of(new Frame(FIN | TEXT, command), size));
                assertThat(Stream.of(peer.receiveText(), peer.receiveText()))
                        .anyMatch(answer -> answer.startsWith("{\"id\":1,\"published\":"))
                        .anyMatch(event -> event.endsWith("\"data\":" + json + "}"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void isReturnedAsTheReasonOfAClose(String text) throws IOException {
        byte[] reason = text.getBytes(StandardCharsets.UTF_8);
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.close(1000, reason));
            assertThat(peer.receive().payload())
                    .isEqualTo(Frame.close(1000, reason).payload());
        }
    }

    @Test
    void isNotAskedOfBinaryMessages() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(new Frame(FIN | Frame.BINARY, new byte[] {(byte) 0xff, (byte) 0xc0}));
            assertThat(peer.receiveText()).contains("\"error\":");
            peer.assertOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void isAskedOfTextHoweverItIsCut(byte[] bytes) throws IOException {
        for (int size = 1; size <= Math.min(3, bytes.length); size++) {
            try (Peer peer = Peer.of(gateway)) {
                peer.send(Fragments.of(new Frame(FIN | TEXT, bytes), size));
                assertThat(peer.receiveClose()).isEqualTo(1007);
            }
        }
        try (Peer peer = Peer.of(gateway)) {
            peer.send(new Frame(FIN | TEXT, bytes));
            assertThat(peer.receiveClose()).isEqualTo(1007);
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void isAskedOfTheReasonOfAClose(byte[] bytes) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.close(1000, bytes));
            assertThat(peer.receiveClose()).isEqualTo(1007);
        }
    }

    @ParameterizedTest
    @MethodSource("invalidFromTheFirst")
    void isMissedBeforeTheMessageEnds(byte[] bytes) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.of(TEXT, "κόσμε"), new Frame(CONTINUATION, bytes));
            assertThat(peer.receiveClose()).isEqualTo(1007);
        }
        if (bytes.length > 1) {
            try (Peer peer = Peer.of(gateway)) {
                peer.send(new Frame(TEXT, new byte[] {bytes[0]}));
                peer.assertOpen();
                peer.send(new Frame(CONTINUATION, java.util.Arrays.copyOfRange(bytes, 1, bytes.length)));
                assertThat(peer.receiveClose()).isEqualTo(1007);
            }
        }
    }
}
