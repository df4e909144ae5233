package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.RawWebSocket;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.service.Installation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens that end while their owners read. */
class ExpiredTokensIT {

    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final List<String> OWN = List.of("expiry.*");

    private final Installation installation = Installation.shared();

    @Test
    void endAWebSocketInMidStream() {
        try (RawWebSocket socket = connect("expiry.a", brief("a"))) {
            assertReceives(socket, "expiry.a");

            assertThat(socket.receiveClose()).isEqualTo("closed 4401");
        }
    }

    @Test
    void endAnEventStreamInMidStreamAndSaySo() {
        Journal journal = new Journal(Positions.now(installation.gateway()));
        Subscription subscription = Subscription.to("expiry.b").as(brief("b"));
        try (Reader reader = Reader.start(Way.SSE, installation.gateways(), subscription, journal)) {
            installation.publisher().publish("expiry.b", "1");
            reader.journal().awaitSize(1);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !journal.notices().isEmpty());

            assertThat(journal.notices()).first().isEqualTo("expired {}");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(journal.notices())
                    .as("coming back with the same token")
                    .anyMatch(notice -> notice.contains("status 401")));
        }
    }

    @Test
    void doNotEndAWebSocketThatWasGivenANewOne() {
        try (RawWebSocket renewed = connect("expiry.c", brief("c"));
                RawWebSocket clock = connect("expiry.c", brief("c"))) {
            String token = Tokens.of("c", OWN, OWN);
            assertThat(renewed.send("{\"id\":1,\"authenticate\":{\"token\":\"" + token + "\"}}")
                            .receiveAnswer())
                    .contains("\"authenticated\"");
            assertThat(clock.receiveClose()).isEqualTo("closed 4401");

            assertReceives(renewed, "expiry.c");
        }
    }

    private void assertReceives(RawWebSocket socket, String channel) {
        installation.publisher().publish(channel, "1");
        String message = socket.receive();
        while (message.startsWith("{\"position\"")) {
            message = socket.receive();
        }
        assertThat(message).contains("\"specversion\"", "\"channel\":\"" + channel + "\"");
    }

    private RawWebSocket connect(String channel, String token) {
        return RawWebSocket.connect(Subscription.to(channel).at(installation.gateway(), ""), token);
    }

    private static String brief(String subject) {
        return Tokens.ending(LIFE, subject, OWN, List.of());
    }
}
