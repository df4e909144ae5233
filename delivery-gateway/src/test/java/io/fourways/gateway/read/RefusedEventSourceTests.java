package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.contract.Grants;
import io.fourways.gateway.log.Events;
import io.fourways.service.access.Caller;
import io.fourways.service.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** An EventSource must not be told a status when it may come back: it would not. */
class RefusedEventSourceTests {

    private static final Pattern RETRY = Pattern.compile("retry: (\\d+)\n\n: (\\S+) [^\n]+\n\n");
    private static final String NO_CACHE = "no-cache";

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
    void isToldWhenToComeBackWhileTheGatewayGoesAway() throws Exception {
        gateway.refuse = RefusedEventSourceTests::goingAway;
        comesBack(ask("channel=a", NO_CACHE), "draining", 1);
    }

    @Test
    void isToldWhenToComeBackWhileTheLogIsAway() throws Exception {
        for (int i = 0; i < 120; i++) {
            gateway.log.append(Events.on("a"));
        }
        String behind = "channel=a&after=" + gateway.replay.earliest().join();
        gateway.log.disconnect();
        comesBack(ask(behind, NO_CACHE), "log-unavailable", 1);
    }

    @Test
    void isToldWhenToComeBackWhenThereIsNoPlace() throws Exception {
        HttpRequest holding = request("channel=a", NO_CACHE);
        try (InputStream held =
                gateway.client().send(holding, BodyHandlers.ofInputStream()).body()) {
            assertThat(held.read()).isPositive();
            comesBack(ask("channel=a", NO_CACHE), "too-many-connections", 5);
            comesBack(ask("channel=a", "max-age=0, no-cache"), "too-many-connections", 5);
        }
    }

    @Test
    void everybodyElseIsToldTheStatus() throws Exception {
        gateway.refuse = RefusedEventSourceTests::goingAway;
        HttpResponse<String> answer = ask("channel=a", "max-age=0");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("problems/draining");

        HttpRequest poll = HttpRequest.newBuilder(uri("channel=a"))
                .header("Cache-Control", NO_CACHE)
                .header("Accept", "application/json, text/event-stream;q=0.5")
                .build();
        assertThat(gateway.client().send(poll, BodyHandlers.ofString()).statusCode())
                .isEqualTo(503);
    }

    @Test
    void isToldAStatusWhenItNeedNotComeBack() throws Exception {
        assertThat(ask("channel=a..b", NO_CACHE).statusCode()).isEqualTo(400);
        gateway.caller = new Caller("c", new Grants(List.of(), List.of(), false), null);
        assertThat(ask("channel=a", NO_CACHE).statusCode()).isEqualTo(403);
    }

    private static void goingAway() {
        throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "draining", "Going away", "About to stop")
                .retryAfter(Duration.ofSeconds(1));
    }

    private static void comesBack(HttpResponse<String> answer, String cause, int seconds) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT))
                .startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache, no-transform");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue(Integer.toString(seconds));
        Matcher fields = RETRY.matcher(answer.body());
        assertThat(fields.matches()).as(answer.body()).isTrue();
        assertThat(Integer.parseInt(fields.group(1))).isBetween(seconds * 1000, seconds * 2000);
        assertThat(fields.group(2)).endsWith("/problems/" + cause);
    }

    private HttpResponse<String> ask(String query, String cacheControl) throws IOException, InterruptedException {
        return gateway.client().send(request(query, cacheControl), BodyHandlers.ofString());
    }

    private HttpRequest request(String query, String cacheControl) {
        return HttpRequest.newBuilder(uri(query))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/event-stream")
                .header("Cache-Control", cacheControl)
                .build();
    }

    private URI uri(String query) {
        return URI.create("http://127.0.0.1:" + gateway.port() + "/v1/events?" + query);
    }
}
