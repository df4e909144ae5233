package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.gateway.access.GatewayLimits;
import io.fourways.gateway.frames.CloseReason;
import io.fourways.gateway.websocket.RawClient.Frame;
import io.fourways.service.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.util.unit.DataSize;

class RefusedUpgradeTests {

    private final TestGateway gateway = new TestGateway(new GatewayLimits(
            1,
            1,
            1,
            3,
            5,
            9,
            DataSize.ofMegabytes(64),
            Duration.ofMinutes(2),
            DataSize.ofBytes(TestGateway.FRAME_SIZE),
            1,
            1,
            1,
            1000,
            2000));

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Frame closeOf(String query, Map<String, String> headers) throws IOException {
        return closeOf(gateway, query, headers);
    }

    private static Frame closeOf(TestGateway gateway, String query) throws IOException {
        return closeOf(gateway, query, Map.of());
    }

    private static Frame closeOf(TestGateway gateway, String query, Map<String, String> headers) throws IOException {
        try (RawClient client = RawClient.connect(gateway, query, headers)) {
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            return client.receiveClose();
        }
    }

    private Frame closeOf(String query) throws IOException {
        return closeOf(query, Map.of());
    }

    @Test
    void acceptsAndThenClosesWithTheReason() throws IOException {
        gateway.allow("t", "alice", Instant.now().plusSeconds(3600), "chat.*", "**");
        assertThat(closeOf("?access_token=forged").closeCode()).isEqualTo(4401);
        Frame forbidden = closeOf("?access_token=t&channel=orders.a");
        assertThat(forbidden.closeCode()).isEqualTo(4403);
        assertThat(forbidden.closeText()).contains("orders.a");
        assertThat(closeOf("?channel=a..b").closeCode()).isEqualTo(1008);
        assertThat(closeOf("?channel=a&last=x").closeText()).startsWith("last must be");
        assertThat(closeOf("", Map.of("Origin", "https://evil.example")).closeCode())
                .isEqualTo(4403);
    }

    @Test
    void closesWhoIsOneTooMany() throws IOException {
        try (RawClient first = RawClient.connect(gateway, "")) {
            assertThat(first.head()).startsWith("HTTP/1.1 101 ");
            assertThat(closeOf("").closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void closesWhoComesInAStormBeforeItsTokenIsLookedAt() throws IOException {
        try (TestGateway calm = new TestGateway(takingOneASecond())) {
            Frame close = closeOf(calm, "?access_token=forged");
            while (close.closeCode() == 4401) { // a second has passed meanwhile
                close = closeOf(calm, "?access_token=forged");
            }
            assertThat(close.closeCode()).isEqualTo(1013);
            assertThat(close.closeText()).containsPattern("come back in \\d+ s");
        }
    }

    private static GatewayLimits takingOneASecond() {
        return new GatewayLimits(
                9,
                9,
                9,
                9,
                9,
                9,
                DataSize.ofMegabytes(64),
                Duration.ofMinutes(2),
                DataSize.ofBytes(TestGateway.FRAME_SIZE),
                1,
                1,
                1,
                1,
                1);
    }

    @Test
    void sendsWhoComesWhileItGoesAwayToAnother() throws IOException {
        gateway.drain();
        assertThat(closeOf("?channel=a").closeCode()).isEqualTo(1012);
    }

    @Test
    void slowsDownWhoPublishesTooFast() throws IOException {
        try (RawClient client = RawClient.connect(gateway, "")) {
            client.send("{\"id\":1,\"publish\":{\"channel\":\"a\"}}");
            assertThat(client.receiveText()).contains("published");
            client.send("{\"id\":2,\"publish\":{\"channel\":\"a\"}}");
            assertThat(client.receiveText()).contains("\"error\":", "\"status\":429", "publish-rate");
        }
    }

    @Test
    void refusesWhatIsNoHandshake() {
        assertRefused(HttpStatus.BAD_REQUEST, MockServerHttpRequest.get("/v1/events"));
        assertRefused(
                HttpStatus.UPGRADE_REQUIRED,
                MockServerHttpRequest.get("/v1/events")
                        .header("Connection", "keep-alive, Upgrade")
                        .header("Sec-WebSocket-Version", "8"));
        assertRefused(
                HttpStatus.BAD_REQUEST,
                MockServerHttpRequest.get("/v1/events")
                        .header("Connection", "Upgrade")
                        .header("Sec-WebSocket-Version", "13"));
    }

    private static void assertRefused(HttpStatus status, MockServerHttpRequest.BaseBuilder<?> request) {
        assertThatThrownBy(() -> Handshake.of(request.build()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.getStatusCode())
                        .isEqualTo(status));
    }

    @Test
    void cutsALongReasonAtACharacter() {
        CloseReason reason = new CloseReason(1008, "ü".repeat(100));
        assertThat(reason.text()).isEqualTo("ü".repeat(60) + "…");
        assertThat(reason.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
        assertThat(new CloseReason(1008, "😀".repeat(40)).text()).isEqualTo("😀".repeat(30) + "…");
    }
}
