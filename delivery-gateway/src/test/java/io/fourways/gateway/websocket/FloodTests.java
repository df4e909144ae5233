package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodTests {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"id\":1,\"dance\":{}}",
                "{\"id\":1,\"subscribe\":{\"channels\":[\"a..b\"]}}",
                "{\"id\":1,\"authenticate\":{\"token\":\"wrong\"}}",
                "{\"id\":1,\"publish\":{\"channel\":\"a\"}}" // of which so many are too many
            })
    void endsWhereTheClientGoesOnThoughItIsRefused(String frame) throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> sendForEver(client, frame));
            int refused = 0;
            RawClient.Frame answer = client.receive();
            while (answer.opcode() != RawClient.CLOSE) {
                refused += answer.text().contains("\"error\"") ? 1 : 0;
                answer = client.receive();
            }
            assertThat(answer.closeCode()).isEqualTo(4429);
            assertThat(refused).isGreaterThan(TestGateway.REFUSALS);
            client.close();
            assertThat(flood).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void isNoneWhereTheClientIsRefusedNowAndThen() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            for (int i = 0; i < TestGateway.REFUSALS; i++) {
                client.send("{");
                assertThat(client.receiveText()).contains("\"error\"");
            }
            for (int i = 0; i < 5 * TestGateway.REFUSALS; i++) {
                client.send("{\"id\":1,\"unsubscribe\":{\"channels\":[\"a\"]}}");
                assertThat(client.receiveText()).contains("\"unsubscribed\"");
            }
        }
    }

    private static void sendForEver(RawClient client, String frame) {
        try {
            while (true) {
                client.send(frame);
            }
        } catch (IOException ended) {
            assertThat(ended).hasMessageMatching("(?i).*(reset|pipe|closed).*");
        }
    }
}
