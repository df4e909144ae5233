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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
        await().until(() -> gateway.fanout().countReaders(List.of("a")).equals(Map.of("a", Map.of())));
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
