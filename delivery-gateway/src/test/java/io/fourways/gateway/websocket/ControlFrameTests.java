package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** What a client asks for on {@code fourways.v1}, and how it is answered. */
class ControlFrameTests {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawClient connect(String query) throws IOException {
        return RawClient.connect(gateway, query);
    }

    @Test
    void publishesTokenForToken() throws IOException {
        try (RawClient client = connect("?channel=chat.a")) {
            String data = "{\"b\":1.10,\"a\":-0E+2,\"u\":\"\\u00e9\\/é\",\"b\":[]}";
            client.send("{\"id\":3,\"publish\":{\"id\":\"x\",\"channel\":\"chat.a\", \"data\": " + data + "}}");
            List<String> both = List.of(client.receiveText(), client.receiveText());
            assertThat(both).contains("{\"id\":3,\"published\":{\"id\":\"x\"}}");
            assertThat(both).anySatisfy(event -> assertThat(event)
                    .contains("\"id\":\"x\",\"source\":\"/clients/anonymous\",\"type\":\"message\"")
                    .endsWith("\"data\":" + data + "}"));
        }
    }

    @Test
    void readsOnWhileAFewEventsWaitForTheirConfirm() throws IOException {
        Sinks.Empty<Void> confirm = gateway.holdConfirms();
        try (RawClient client = connect("?channel=a")) {
            for (int i = 0; i < 20; i++) {
                client.send("{\"id\":" + i + ",\"publish\":{\"channel\":\"a\",\"data\":" + i + "}}");
            }
            for (int i = 0; i < 16; i++) {
                assertThat(client.receiveText()).endsWith("\"data\":" + i + "}");
            }
            confirm.tryEmitEmpty().orThrow();
            List<String> rest = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                rest.add(client.receiveText());
            }
            assertThat(rest.stream().filter(text -> text.contains("published"))).hasSize(20);
            assertThat(rest.stream().filter(text -> text.contains("\"data\":")))
                    .hasSize(4)
                    .last()
                    .asString()
                    .endsWith("\"data\":19}");
        }
    }

    @Test
    void saysWhatIsWrongAndStays() throws IOException {
        try (RawClient client = connect("")) {
            assertError(client, "nonsense", "null", "body");
            assertError(client, "[]", "null", "body");
            assertError(client, "{\"id\":7,\"dance\":{}}", "7", "dance");
            assertError(client, "{\"id\":8}", "8", "one command");
            assertError(client, "{\"id\":{},\"unsubscribe\":{\"channels\":[\"a\"]}}", "null", "id must be");
            assertError(client, "{\"id\":9,\"subscribe\":{\"channels\":[\"a..b\"]}}", "9", "channels");
            assertError(client, "{\"id\":9,\"subscribe\":{\"channels\":[1]}}", "9", "array of strings");
            assertError(client, "{\"id\":9,\"subscribe\":{}}", "9", "channels");
            assertError(client, "{\"id\":9,\"subscribe\":[]}", "9", "must be an object");
            assertError(client, "{\"id\":9,\"subscribe\":{\"channels\":[\"a\"],\"last\":0}}", "9", "last");
            assertError(client, "{\"id\":9,\"subscribe\":{\"channels\":[\"a\"],\"frm\":1}}", "9", "frm");
            assertError(client, "{\"id\":10,\"publish\":{\"data\":1}}", "10", "channel is missing");
            assertError(client, "{\"id\":10,\"publish\":\"x\"}", "10", "must be one JSON object");
            client.send(RawClient.FIN | RawClient.BINARY, new byte[] {1});
            assertThat(client.receiveText()).startsWith("{\"id\":null,\"error\":{");
            client.send("{\"id\":11,\"unsubscribe\":{\"channels\":[\"a\"]}}");
            assertThat(client.receiveText()).contains("unsubscribed");
        }
    }

    private static void assertError(RawClient client, String frame, String id, String part) throws IOException {
        client.send(frame);
        assertThat(client.receiveText())
                .startsWith("{\"id\":" + id + ",\"error\":{")
                .contains("\"status\":400", part);
    }

    @Test
    void allowsSoManySubscriptions() throws IOException {
        try (RawClient client = connect("")) {
            for (String channel : List.of("a", "b", "c", "c")) {
                client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"" + channel + "\"]}}");
                assertThat(client.receiveText()).contains("subscribed");
            }
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"d\"]}}");
            assertThat(client.receiveText()).contains("\"error\":", "\"status\":429", "too-many-subscriptions");
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]}}");
            assertThat(client.receiveText()).contains("\"error\":", "\"status\":400", "at most 5");
        }
    }

    @Test
    void allowsSoManyPatternsInAllOfThem() throws IOException {
        try (RawClient client = connect("?channel=z")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"a\",\"b\",\"c\"],\"type\":[\"t\",\"u\"]}}");
            assertThat(client.receiveText()).contains("subscribed");
            client.send("{\"id\":2,\"subscribe\":{\"channels\":[\"d\",\"e\",\"f\"],\"type\":\"t\"}}");
            assertThat(client.receiveText())
                    .contains("\"error\":", "\"status\":429", "too-many-patterns", "patterns-per-connection");
            client.send("{\"id\":3,\"subscribe\":{\"channels\":[\"c\",\"b\",\"a\"]}}");
            assertThat(client.receiveText()).contains("subscribed");
            client.send("{\"id\":4,\"subscribe\":{\"channels\":[\"d\",\"e\",\"f\"],\"type\":\"t\"}}");
            assertThat(client.receiveText()).contains("subscribed");
        }
    }

    @Test
    void reportsABrokerThatIsAway() throws IOException {
        gateway.brokerAway(true);
        try (RawClient client = connect("")) {
            client.send("{\"id\":3,\"publish\":{\"channel\":\"a\"}}");
            assertThat(client.receiveText()).startsWith("{\"id\":3,\"error\":{").contains("\"status\":503");
            gateway.brokerAway(false);
            client.send("{\"id\":4,\"publish\":{\"channel\":\"a\"}}");
            assertThat(client.receiveText()).startsWith("{\"id\":4,\"published\":{");
        }
    }

    @Test
    void holdsCallersToTheirGrants() throws IOException {
        gateway.allow("t", "alice", Instant.now().plusSeconds(3600), "chat.*", "chat.a");
        try (RawClient client = connect("?access_token=t")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"chat.**\"]}}");
            assertThat(client.receiveText()).startsWith("{\"id\":1,\"error\":{").contains("\"status\":403");
            client.send("{\"id\":2,\"publish\":{\"channel\":\"chat.b\"}}");
            assertThat(client.receiveText()).startsWith("{\"id\":2,\"error\":{").contains("\"status\":403");
        }
    }

    @Test
    void takesANewTokenAndClosesWhenItNoLongerCoversASubscription() throws IOException {
        Instant later = Instant.parse("2999-01-01T00:00:00Z");
        gateway.allow("t1", "alice", Instant.now().plusSeconds(3600), "chat.*", "**");
        gateway.allow("t2", "alice", later, "chat.*", "**");
        gateway.allow("t3", "alice", later, "news", "**");
        gateway.allow("bob", "bob", later, "**", "**");
        try (RawClient client = connect("?access_token=t1&channel=chat.a")) {
            client.send("{\"id\":4,\"authenticate\":{\"token\":\"t2\"}}");
            assertThat(client.receiveText())
                    .isEqualTo("{\"id\":4,\"authenticated\":{\"expires\":\"2999-01-01T00:00:00Z\"}}");
            client.send("{\"id\":5,\"authenticate\":{\"token\":\"forged\"}}");
            assertThat(client.receiveText()).startsWith("{\"id\":5,\"error\":{").contains("\"status\":401");
            client.send("{\"id\":6,\"authenticate\":{\"token\":\"bob\"}}");
            assertThat(client.receiveText()).startsWith("{\"id\":6,\"error\":{").contains("\"status\":403");
            client.send("{\"id\":7,\"authenticate\":{\"token\":\"t3\"}}");
            assertThat(client.receiveText()).startsWith("{\"id\":7,\"authenticated\":");
            assertThat(client.receiveClose().closeCode()).isEqualTo(4403);
        }
    }
}
