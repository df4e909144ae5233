package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import io.fourways.gateway.policy.Configured;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of channels that may not be read in every way. */
class ChannelWaysTests {

    private final GatewayServer gateway =
            new GatewayServer(Configured.policies("[feed.**].ways", "short-poll", "[live.**].ways", "sse, long-poll"));

    @BeforeEach
    void follow() {
        gateway.following();
        gateway.log.append(Events.on("feed.a"));
        gateway.log.append(Events.on("live.a"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "live.a, application/json, short-poll",
        "feed.a&wait=1, application/json, long-poll",
        "feed.*, text/event-stream, sse",
        "**, text/event-stream, sse"
    })
    void refusesTheWaysThatAreNotAllowed(String query, String accept, String way) {
        HttpResponse<String> answer = PollClient.get(gateway, "after=earliest&channel=" + query, "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("/problems/way-not-allowed\"", "cannot be read by " + way);
        assertThat(gateway.meters
                        .get("fourways.gateway.refused")
                        .tag("cause", "way-not-allowed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"feed.a", "live.a&wait=1", "other"})
    void servesTheOthers(String query) {
        assertThat(PollClient.get(gateway, "after=earliest&channel=" + query).statusCode())
                .isEqualTo(200);
    }
}
