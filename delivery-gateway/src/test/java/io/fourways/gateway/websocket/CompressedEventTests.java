package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to clients that agree to {@code permessage-deflate}, and to those that do not. */
class CompressedEventTests {

    private static final String LONG = "long ".repeat(200);

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void sendsALongEventCompressedByItself() throws IOException, DataFormatException {
        try (RawClient client = connect("permessage-deflate")) {
            assertThat(client.head()).containsPattern("(?i)sec-websocket-extensions: ?permessage-deflate");
            for (int i = 0; i < 2; i++) {
                gateway.say("a", i + LONG);

                RawClient.Frame frame = event(client);

                assertThat(frame.first()).isEqualTo(RawClient.FIN | RawClient.RSV1 | RawClient.TEXT);
                assertThat(frame.payload()).hasSizeLessThan(LONG.length() / 2);
                assertThat(RawClient.inflated(frame.payload()))
                        .startsWith("{\"cursor\":\"")
                        .endsWith(",\"data\":\"" + i + LONG + "\"}");
            }
        }
    }

    @Test
    void sendsAShortEventAsItIs() throws IOException {
        try (RawClient client = connect("permessage-deflate")) {
            gateway.say("a", "short");

            assertThat(client.receiveText()).endsWith(",\"data\":\"short\"}");
        }
    }

    @Test
    void sendsNobodyWhatTheyDidNotAgreeTo() throws IOException {
        try (RawClient client = connect("permessage-bzip2")) {
            gateway.say("a", LONG);

            assertThat(client.receiveText()).endsWith(",\"data\":\"" + LONG + "\"}");
        }
    }

    /** What was compressed with a window of 32 KB is not for them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate"
            })
    void sendsWhoHasRoomForLessAllAsItIs(String offer) throws IOException {
        try (RawClient client = connect(offer)) {
            gateway.say("a", LONG);

            assertThat(client.receiveText()).endsWith(",\"data\":\"" + LONG + "\"}");
        }
    }

    @Test
    void sendsOneCompressedEventToAllWhoAgree() throws IOException {
        List<RawClient> clients = List.of(connect("permessage-deflate"), connect("permessage-deflate"));
        gateway.say("a", LONG);

        assertThat(event(clients.get(0)).payload())
                .isEqualTo(event(clients.get(1)).payload());
        for (RawClient client : clients) {
            client.close();
        }
    }

    private RawClient connect(String extensions) throws IOException {
        RawClient client = RawClient.connect(gateway, "?channel=a", Map.of("Sec-WebSocket-Extensions", extensions));
        assertThat(client.receive().text()).startsWith("{\"position\"");
        return client;
    }

    private static RawClient.Frame event(RawClient client) throws IOException {
        RawClient.Frame frame = client.receive();
        while (frame.text().startsWith("{\"position\"")) {
            frame = client.receive();
        }
        return frame;
    }
}
