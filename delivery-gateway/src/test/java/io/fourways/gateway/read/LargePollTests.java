package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer takes no more events once it holds 4 MB, whatever the limit. */
class LargePollTests {

    private static final int CAP = 4 << 20;
    private static final int EVENT = 500_000;

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** 70 events, of which the window holds 50: so this goes through both. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&wait=5"})
    void isAnsweredInPartsOfWhichNoneIsLargeAndNothingIsLost(String wait) throws Exception {
        for (int i = 0; i < 70; i++) {
            append("n" + i, EVENT);
        }
        List<String> ids = new ArrayList<>();
        String after = "earliest";
        while (ids.size() < 70) {
            String body = get("channel=a&limit=1000&after=" + after + wait);
            JsonNode page = JsonMapper.shared().readTree(body);
            page.get("events").forEach(event -> ids.add(event.get("id").stringValue()));
            assertThat(page.get("events")).isNotEmpty();
            assertThat(body.length()).isLessThan(CAP + EVENT + 1000);
            assertThat(page.get("more").booleanValue()).as("more").isEqualTo(ids.size() < 70);
            after = page.get("cursor").stringValue();
        }
        assertThat(ids).isEqualTo(IntStream.range(0, 70).mapToObj(i -> "n" + i).toList());
    }

    @Test
    void hasOneEventThatIsLargerThanItMayBe() throws Exception {
        append("large", CAP + EVENT);
        append("small", 1);

        JsonNode page = JsonMapper.shared().readTree(get("channel=a&after=earliest"));
        JsonNode next = JsonMapper.shared()
                .readTree(get("channel=a&after=" + page.get("cursor").stringValue()));

        assertThat(page.get("events"))
                .singleElement()
                .matches(event -> event.get("id").stringValue().equals("large"));
        assertThat(page.get("more").booleanValue()).isTrue();
        assertThat(next.get("events"))
                .singleElement()
                .matches(event -> event.get("id").stringValue().equals("small"));
        assertThat(next.get("more").booleanValue()).isFalse();
    }

    private void append(String id, int length) {
        gateway.log.append(Events.of(id, "a", "t", '"' + "x".repeat(length) + '"'));
    }

    private String get(String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/v1/events?" + query))
                .timeout(Duration.ofSeconds(20))
                .build();
        return gateway.client().send(request, BodyHandlers.ofString()).body();
    }
}
