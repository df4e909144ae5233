package io.fourways.gateway.conformance;

import static io.fourways.gateway.conformance.Frame.BINARY;
import static io.fourways.gateway.conformance.Frame.CONTINUATION;
import static io.fourways.gateway.conformance.Frame.FIN;
import static io.fourways.gateway.conformance.Frame.PONG;
import static io.fourways.gateway.conformance.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of several frames (RFC 6455, 5.4). */
class FragmentationTests {

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
    @ValueSource(ints = {1, 2, 10, 41})
    void putsFragmentsOfAnySizeTogether(int size) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Fragments.of(Frame.text(Command.of(1)), size));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.assertOpen();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1_024, 4_096, 16_384, 65_536})
    void putsALongMessageTogether(int size) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Fragments.of(Frame.text(Command.of(1, Gateways.MAX)), size));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.send(Fragments.of(new Frame(FIN | BINARY, new byte[Gateways.MAX]), size));
            assertThat(peer.receiveText()).contains("\"error\":");
        }
    }

    @Test
    void refusesAMessageThatGrowsTooLongWithoutWaitingForItsEnd() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(new Frame(BINARY, new byte[Gateways.MAX]), new Frame(CONTINUATION, new byte[1]));
            assertThat(peer.receiveClose()).isEqualTo(1009);
        }
    }

    @Test
    void takesFragmentsThatAreEmpty() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(
                    Frame.of(TEXT, ""),
                    Frame.of(CONTINUATION, Command.of(1)),
                    Frame.of(CONTINUATION, ""),
                    Frame.of(FIN | CONTINUATION, ""));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.send(Frame.of(TEXT, ""), Frame.of(CONTINUATION, ""), Frame.of(FIN | CONTINUATION, ""));
            assertThat(peer.receiveText()).startsWith("{\"id\":null,\"error\":");
        }
    }

    @Test
    void answersPingsBetweenFragmentsAtOnce() throws IOException {
        String command = Command.of(1);
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.of(TEXT, command.substring(0, 9)), Frame.ping("first"));
            assertThat(peer.receive().text()).isEqualTo("first");
            peer.send(Frame.of(CONTINUATION, command.substring(9, 11)), Frame.of(FIN | PONG, "unasked"));
            peer.send(Frame.ping("second"), Frame.of(FIN | CONTINUATION, command.substring(11)));
            assertThat(peer.receive().text()).isEqualTo("second");
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY, FIN | TEXT, FIN | BINARY})
    void refusesAMessageWithinAnother(int first) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Frame.of(TEXT, "begun"), Frame.of(first, "anew"));
            assertThat(peer.receiveClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CONTINUATION, FIN | CONTINUATION})
    void refusesWhatGoesOnBehindTheEnd(int first) throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            peer.send(Fragments.of(Frame.text(Command.of(1)), 20));
            peer.send(Frame.of(first, "more"));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            assertThat(peer.receiveClose()).isEqualTo(1002);
        }
    }
}
