package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.EventJson;
import io.fourways.gateway.websocket.RawClient.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudEventsSubprotocolTests {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawClient connect(String query) throws IOException {
        return RawClient.connect(gateway, query, Map.of("Sec-WebSocket-Protocol", "cloudevents.json"));
    }

    @Test
    void isSpokenOnlyWhereNothingElseIsOffered() {
        assertThat(Subprotocol.of(List.of("cloudevents.json"))).isEqualTo(Subprotocol.CLOUDEVENTS);
        assertThat(Subprotocol.of(List.of("cloudevents.avro, cloudevents.json")))
                .isEqualTo(Subprotocol.CLOUDEVENTS);
        assertThat(Subprotocol.of(List.of("cloudevents.json, fourways.v1"))).isEqualTo(Subprotocol.FOURWAYS);
        assertThat(Subprotocol.of(List.of())).isEqualTo(Subprotocol.FOURWAYS);
    }

    @Test
    void carriesEventsOnlyAndPingsOnQuietChannels() throws IOException {
        gateway.happen("a");
        try (RawClient client = connect("?channel=a&after=earliest")) {
            assertThat(client.head()).containsIgnoringCase("sec-websocket-protocol: cloudevents.json\r\n");
            Frame event = client.receive();
            assertThat(EventJson.decode(event.payload()).id()).isEqualTo("e1");
            assertThat(client.receive().opcode()).isEqualTo(RawClient.PING);
            gateway.happen("a");
            assertThat(client.receive().text()).endsWith("\"data\":2}");
        }
    }

    @Test
    void publishesWhatTheClientSends() throws IOException {
        try (RawClient client = connect("?channel=a")) {
            client.send("{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"a\"}");
            assertThat(client.receiveText()).contains("\"id\":\"i\"");
        }
    }

    @Test
    void closesOnWhatCannotBePassedOver() throws IOException {
        gateway.allow("t", "alice", Instant.now().plusSeconds(3600), "**", "mine");
        assertThat(afterText("", "nonsense").closeCode()).isEqualTo(1007);
        assertThat(afterText("", "{\"id\":1,\"subscribe\":{\"channels\":[\"a\"]}}")
                        .closeCode())
                .isEqualTo(1007);
        String event = "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\",\"channel\":\"theirs\"}";
        assertThat(afterText("?access_token=t", event).closeCode()).isEqualTo(4403);
        gateway.brokerAway(true);
        assertThat(afterText("", event).closeCode()).isEqualTo(1013);
        try (RawClient client = connect("")) {
            client.send(RawClient.FIN | RawClient.BINARY, "x".getBytes(StandardCharsets.UTF_8));
            assertThat(client.receiveClose().closeCode()).isEqualTo(1003);
        }
        try (RawClient client = connect("?channel=a&after=made-up")) {
            Frame close = client.receiveClose();
            assertThat(close.closeCode()).isEqualTo(1008);
            assertThat(close.closeText()).startsWith("gap: unknown; the earliest place is ");
        }
    }

    private Frame afterText(String query, String text) throws IOException {
        try (RawClient client = connect(query)) {
            client.send(text);
            return client.receiveClose();
        }
    }
}
