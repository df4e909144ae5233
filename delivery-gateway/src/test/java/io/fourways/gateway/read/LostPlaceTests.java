package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.header;
import static io.fourways.gateway.read.PollClient.ids;
import static io.fourways.gateway.read.PollClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Polls from places that are not to be had: gone for ever, or for now. */
class LostPlaceTests {

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-0000000000000000", "nonsense", "ffff-0123456789abcdef", "-1", "0-00000000000000zz"})
    void saysThatAForgedCursorIsGone(String cursor) {
        HttpResponse<String> answer = get("channel=a&after=" + cursor);
        assertThat(answer.statusCode()).isEqualTo(410);
        JsonNode problem = json(answer);
        assertThat(problem.get("type").stringValue()).isEqualTo("https://fourways.io/problems/cursor-gone");
        assertThat(problem.get("requested").stringValue()).isEqualTo(cursor);
        assertThat(problem.get("reason").stringValue()).isEqualTo("unknown");
        assertThat(problem.get("latest").stringValue()).isEqualTo(newest());
        assertThat(get("channel=a&after=" + problem.get("earliest").stringValue())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysThatAnExpiredCursorIsGone() {
        gateway.log.append(Events.on("a"));
        String expired = newest();
        for (int i = 0; i < 200; i++) {
            gateway.log.append(Events.on("a"));
        }
        gateway.log.forgetBefore(100);
        HttpResponse<String> answer = get("channel=a&after=" + expired);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(json(answer).get("reason").stringValue()).isEqualTo("expired");
        String earliest = json(answer).get("earliest").stringValue();
        assertThat(ids(get("channel=a&limit=1000&after=" + earliest))).hasSize(102);
    }

    @Test
    void callsACursorThatIsAheadUnknownOnlyIfItKnowsTheEnd() {
        gateway.log.append(Events.on("a"));
        gateway.log.disconnect();
        gateway.log.append(Events.of("ahead", "a", "t", "{}"));
        assertThat(get("channel=a&after=5-0123456789abcdef").statusCode()).isEqualTo(503);
        gateway.log.connect();
        assertThat(get("channel=a&after=5-0123456789abcdef").statusCode()).isEqualTo(410);
    }

    @Test
    void comesBackLaterWhileTheLogCannotBeRead() {
        for (int i = 0; i < 120; i++) {
            gateway.log.append(Events.on("a"));
        }
        gateway.log.disconnect();
        HttpResponse<String> answer = get("channel=a&after=earliest");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "Retry-After")).isEqualTo("1");
        assertThat(json(answer).get("type").stringValue()).endsWith("/log-unavailable");
        assertThat(get("channel=a&last=5").statusCode()).isEqualTo(200);
        assertThat(get("channel=a").statusCode()).isEqualTo(200);
    }

    @Test
    void comesBackLaterWhileNothingOfTheLogWasRead() {
        try (GatewayServer blank = new GatewayServer()) {
            for (String query :
                    List.of("channel=a", "channel=a&last=1", "channel=a&after=earliest", "channel=a&after=x")) {
                HttpResponse<String> answer = PollClient.get(blank, query);
                assertThat(answer.statusCode()).as(query).isEqualTo(503);
                assertThat(header(answer, "Retry-After")).isEqualTo("1");
            }
        }
    }

    private String newest() {
        return gateway.window.newest().toString();
    }

    private HttpResponse<String> get(String query, String... headers) {
        return PollClient.get(gateway, query, headers);
    }
}
