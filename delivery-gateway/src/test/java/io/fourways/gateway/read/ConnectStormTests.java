package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More come than may at a time. */
class ConnectStormTests {

    private final GatewayServer gateway = GatewayServer.takingAtOnce(1);
    private int let;

    @BeforeEach
    void takeAsManyAsMayCome() throws Exception {
        gateway.following();
        try (InputStream first = open("text/event-stream").body()) {
            assertThat(first.read()).isPositive();
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void isRefusedBeforeTheTokenIsLookedAt() throws Exception {
        int verified = gateway.verified();

        HttpResponse<InputStream> refused = refused();

        assertThat(refused.headers()
                        .firstValue("Retry-After")
                        .map(Integer::parseInt)
                        .orElseThrow())
                .isBetween(1, 10);
        assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("problems/connecting-too-fast", "connect-rate");
        assertThat(gateway.meters
                        .get("fourways.gateway.refused")
                        .tag("cause", "connect-rate")
                        .counter()
                        .count())
                .isPositive();
        assertThat(gateway.verified() - verified).as("of those who were let in").isEqualTo(let);
    }

    @Test
    void keepsNobodyFromPolling() throws Exception {
        refused();
        gateway.log.append(Events.on("a"));
        for (int i = 0; i < 10; i++) {
            assertThat(open("application/json").statusCode()).isEqualTo(200);
        }
    }

    /** One is let in each second, which the test may be slower than: until somebody is not. */
    private HttpResponse<InputStream> refused() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = open("text/event-stream");
        while (answer.statusCode() == 200) {
            answer.body().close();
            let++;
            answer = open("text/event-stream");
        }
        return answer;
    }

    private HttpResponse<InputStream> open(String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/v1/events?channel=a"))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", accept)
                .build();
        return gateway.client().send(request, BodyHandlers.ofInputStream());
    }
}
