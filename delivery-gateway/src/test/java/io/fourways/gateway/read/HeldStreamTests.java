package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Grants;
import io.fourways.service.access.Caller;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one place that a stream takes among the held connections of a gateway that has no more. */
class HeldStreamTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GatewayServer gateway = new GatewayServer(1);

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void isKeptForAsLongAsTheStreamGoesOnAndGivenBackWhenItsClientHasGone() throws Exception {
        HttpResponse<InputStream> stream = stream();
        assertThat(stream.statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> gateway.readers() == 1);
        assertThat(refused()).isTrue();

        stream.body().close();

        await().atMost(PATIENCE).until(() -> !refused());
    }

    @Test
    void isGivenBackWhenTheGatewayEndsTheStream() throws Exception {
        gateway.caller = new Caller("c", Grants.ALL, Instant.now().plusSeconds(1));
        try (InputStream stream = stream().body()) {
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).endsWith("event: expired\ndata: {}\n\n");
        }
        gateway.caller = Caller.ANYONE;
        await().atMost(PATIENCE).until(() -> !refused());
    }

    private boolean refused() throws Exception {
        HttpResponse<InputStream> another = stream();
        another.body().close();
        return another.statusCode() == 429;
    }

    private HttpResponse<InputStream> stream() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/v1/events?channel=a"))
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .build();
        return gateway.client().send(request, BodyHandlers.ofInputStream());
    }
}
