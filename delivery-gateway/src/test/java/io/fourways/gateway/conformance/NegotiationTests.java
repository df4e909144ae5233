package io.fourways.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.websocket.TestGateway;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handshake agrees on (RFC 6455, 4.2.2; RFC 7692, 5 and 7.1). */
class NegotiationTests {

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

    @Test
    void provesThatTheServerSpeaksTheProtocol() throws IOException {
        try (Peer peer = Peer.of(gateway)) {
            assertThat(peer.header("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(peer.header("Upgrade")).containsExactly("websocket");
            assertThat(peer.header("Connection")).singleElement().asString().isEqualToIgnoringCase("upgrade");
            assertThat(peer.header("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    /** Each message by itself, which is always demanded, is left out here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate                                             |",
                "Permessage-Deflate                                             |",
                "permessage-deflate; client_max_window_bits                     |",
                "permessage-deflate; client_max_window_bits=8                   |",
                "permessage-deflate;client_max_window_bits=\"15\"               |",
                "permessage-deflate; client_no_context_takeover                 |",
                "permessage-deflate; server_no_context_takeover                 | server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=8                   | server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=\"10\"              | server_max_window_bits=10",
                "x-unknown, permessage-deflate                                  |",
                "permessage-deflate; x-unknown, permessage-deflate              |",
                "permessage-deflate; server_max_window_bits=7, permessage-deflate; server_no_context_takeover"
                        + " | server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover, permessage-deflate | server_no_context_takeover",
            })
    void takesTheFirstOfferThatItCan(String offers, String agreed) throws IOException {
        try (Peer peer = Peer.offering(gateway, offers)) {
            String header = String.join("", peer.header("Sec-WebSocket-Extensions"));
            List<String> parameters = List.of(header.split("\\s*;\\s*"));
            assertThat(parameters.get(0)).isEqualTo(DEFLATE);
            assertThat(parameters)
                    .contains("client_no_context_takeover")
                    .filteredOn(parameter -> parameter.startsWith("server_"))
                    .isEqualTo(agreed == null ? List.of() : List.of(agreed));
            peer.send(Deflated.USUAL.frame(Command.of(1)));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-unknown",
                "permessage-deflate-too",
                "permessage-deflate; x-unknown",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=010",
                "permessage-deflate; server_max_window_bits=ten",
                "permessage-deflate; server_max_window_bits=99999999999",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; client_no_context_takeover=1",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10; server_max_window_bits=11",
                ";;,=",
            })
    void agreesOnNothingThatIsNotMeantForIt(String offers) throws IOException {
        try (Peer peer = Peer.offering(gateway, offers)) {
            assertThat(peer.header("Sec-WebSocket-Extensions")).isEmpty();
            peer.send(Frame.text(Command.of(1)));
            assertThat(peer.receiveText()).isEqualTo(Command.answer(1));
            peer.send(Deflated.USUAL.frame(Command.of(2)));
            assertThat(peer.receiveClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fourways.v1                   | fourways.v1",
                "cloudevents.json              | cloudevents.json",
                "cloudevents.json, fourways.v1 | fourways.v1",
                "unknown, cloudevents.json     | cloudevents.json",
                "unknown                       |",
                "fourways.v10                  |",
            })
    void answersWithASubprotocolThatWasOffered(String offered, String agreed) throws IOException {
        try (Peer peer = Peer.of(gateway, "", "Sec-WebSocket-Protocol: " + offered + "\r\n")) {
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo(agreed == null ? List.of() : List.of(agreed));
            peer.assertOpen();
        }
    }
}
