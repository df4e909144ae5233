package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.websocket.RawClient.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class FourwaysSubprotocolTests {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawClient connect(String query) throws IOException {
        return RawClient.connect(gateway, query);
    }

    @Test
    void answersASubscriptionBeforeItsFirstEvent() throws IOException {
        gateway.happen("chat.a");
        try (RawClient client = connect("")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"chat.*\"],\"after\":\"earliest\"}}");
            assertThat(client.receiveText())
                    .startsWith("{\"id\":1,\"subscribed\":{\"channels\":[\"chat.*\"],\"cursor\":\"");
            assertThat(client.receiveText()).startsWith("{\"cursor\":\"").endsWith("\"data\":1}");
        }
    }

    @Test
    void deliversWhatTheUrlAsksForAndSaysWhereItIsLive() throws IOException {
        gateway.happen("chat.a");
        try (RawClient client = connect("?channel=chat.**&last=5")) {
            assertThat(client.receive().text()).endsWith("\"data\":1}");
            assertThat(client.receive().text()).startsWith("{\"position\":{\"cursor\":\"");
            gateway.happen("chat.b.c");
            gateway.happen("orders.a");
            gateway.happen("chat.d");
            assertThat(client.receiveText()).endsWith("\"data\":2}");
            assertThat(client.receiveText()).endsWith("\"data\":4}");
        }
    }

    @Test
    void subscribesAndUnsubscribesAgain() throws IOException {
        try (RawClient client = connect("")) {
            client.send("{\"id\":\"a\",\"subscribe\":{\"channels\":[\"a\",\"b\"]}}");
            assertThat(client.receiveText()).startsWith("{\"id\":\"a\",\"subscribed\":");
            client.send("{\"id\":2.50,\"unsubscribe\":{\"channels\":[\"a\"]}}");
            assertThat(client.receiveText()).isEqualTo("{\"id\":2.50,\"unsubscribed\":{\"channels\":[\"a\"]}}");
            gateway.happen("a");
            gateway.happen("b");
            assertThat(client.receiveText()).endsWith("\"data\":2}");
        }
    }

    @Test
    void deliversAnEventOnceThoughSeveralSubscriptionsSelectIt() throws IOException {
        try (RawClient client = connect("?channel=**")) {
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"a\"]}}");
            assertThat(client.receiveText()).contains("subscribed");
            gateway.happen("a");
            gateway.happen("b");
            assertThat(client.receiveText()).endsWith("\"data\":1}");
            assertThat(client.receiveText()).endsWith("\"data\":2}");
        }
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
    void saysThatThereIsAGap() throws IOException {
        gateway.happen("a");
        try (RawClient client = connect("?channel=a&after=made-up")) {
            assertThat(client.receiveText()).startsWith("{\"gap\":{\"requested\":\"made-up\",\"earliest\":\"");
            assertThat(client.receiveText()).endsWith("\"data\":1}");
            client.send("{\"id\":1,\"subscribe\":{\"channels\":[\"*\"],\"after\":\"no\"}}");
            assertThat(client.receiveText()).contains("subscribed");
            assertThat(client.receiveText()).startsWith("{\"gap\":{\"requested\":\"no\"");
        }
    }

    @Test
    void tellsItsPlaceWhenNothingHappens() throws IOException {
        try (RawClient client = connect("?channel=a")) {
            String live = client.receive().text();
            assertThat(live).startsWith("{\"position\":{\"cursor\":\"");
            assertThat(client.receive().text()).isEqualTo(live);
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

    @Test
    void endsWithTheToken() throws IOException {
        gateway.allow("t", "alice", Instant.now().plusMillis(200), "**", "**");
        try (RawClient client = connect("?access_token=t&channel=a")) {
            assertThat(client.receiveClose().closeCode()).isEqualTo(4401);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void saysWhenToComeBackBeforeItGoesAway() throws IOException {
        try (RawClient client = connect("?channel=a")) {
            assertThat(client.receive().text()).contains("position");
            gateway.fanout().drain(Duration.ZERO, () -> Duration.ofMillis(1234)).block(Duration.ofSeconds(5));
            assertThat(client.receiveText()).isEqualTo("{\"drain\":{\"reconnectAfterMs\":1234}}");
            assertThat(client.receiveClose().closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void isForgottenWhenItsClientCloses() throws IOException {
        try (RawClient client = connect("?channel=a")) {
            assertThat(gateway.held()).isEqualTo(1);
            client.send(RawClient.FIN | RawClient.CLOSE, new byte[] {0x03, (byte) 0xe8, 'o', 'k'});
            Frame echo = client.receiveClose();
            assertThat(echo.closeCode()).isEqualTo(1000);
            assertThat(echo.closeText()).isEqualTo("ok");
            assertThat(client.isAtEnd()).isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.held() == 0);
        assertThat(gateway.fanout().countReaders(List.of("a")).block(Duration.ofSeconds(5)))
                .isEqualTo(Map.of("a", Map.of()));
    }

    @Test
    void talksToTheClientOfTheJdk() {
        List<String> heard = new CopyOnWriteArrayList<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("fourways.v1")
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/v1/events?channel=a"), listener(heard))
                .join();
        assertThat(socket.getSubprotocol()).isEqualTo("fourways.v1");
        socket.sendText("{\"id\":1,\"publish\":{\"channel\":\"a\",", false).join();
        socket.sendText("\"data\":\"" + "x".repeat(2000) + "\"}}", true).join();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> heard.stream().anyMatch(text -> text.contains("x".repeat(2000))));
        assertThat(heard).anyMatch(text -> text.startsWith("{\"id\":1,\"published\":"));
        socket.abort();
    }

    private static WebSocket.Listener listener(List<String> heard) {
        return new WebSocket.Listener() {

            private final StringBuilder message = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                message.append(data);
                if (last) {
                    heard.add(message.toString());
                    message.setLength(0);
                }
                return WebSocket.Listener.super.onText(socket, data, last);
            }
        };
    }

    @Test
    void answersPings() throws IOException {
        try (RawClient client = connect("")) {
            client.send(RawClient.FIN | RawClient.PING, "hello".getBytes(StandardCharsets.UTF_8));
            Frame pong = client.receive();
            assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
            assertThat(pong.text()).isEqualTo("hello");
        }
    }
}
