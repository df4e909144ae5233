package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.browser.Browser;
import io.fourways.system.browser.Pages;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a page in a real browser, which keeps its own rules, sees of a gateway of another origin. */
class BrowserIT {

    private static final String DATA = "{\"text\":\"Grüße, \\u4e16\\u754c 🎈\",\"number\":1.50e+2,\"empty\":{ }}";
    private static final int PER_SUBJECT = 3;

    private static Pages pages;
    private static Browser browser;
    private static Installation installation;

    @BeforeAll
    static void startOneOfEach() {
        pages = Pages.start();
        installation = Installation.besideShared(
                1,
                Map.of(
                        "FOURWAYS_GATEWAY_ALLOWED_ORIGINS", pages.allowed().toString(),
                        "FOURWAYS_GATEWAY_LIMITS_CONNECTIONS_PER_SUBJECT", Integer.toString(PER_SUBJECT)));
        browser = Browser.start();
    }

    @AfterAll
    static void endThem() {
        browser.close();
        installation.close();
        pages.close();
    }

    @Test
    void aPageReadsTheSameBytesInFourWays() {
        URI url = url("browser.ways", Positions.now(installation.gateway()));
        browser.open(pages.allowed());
        listens("sse", url);
        connects("websocket", url("browser.ways", ""), Positions.now(installation.gateway()), false);
        fetches("long poll", url, "{\"Prefer\":\"wait=30\"}");
        awaitOf("sse", "opened", 1);
        awaitOf("websocket", "opened", 1);
        installation.publisher().publish("browser.ways", DATA);
        awaitEvents("long poll", 1);
        fetches("short poll", url, "{}");

        String event = awaitEvents("sse", 1).get(0);
        assertThat(JsonTexts.member(event, "data")).isEqualTo(JsonTexts.compact(DATA));
        assertThat(awaitEvents("websocket", 1)).containsExactly(event);
        assertThat(JsonTexts.elementsOf(awaitEvents("long poll", 1).get(0), "events"))
                .containsExactly(event);
        assertThat(JsonTexts.elementsOf(awaitEvents("short poll", 1).get(0), "events"))
                .containsExactly(event);
    }

    @Test
    void aPageGoesOnWhereItWasWhenItsGatewayIsKilled() {
        String start = Positions.now(installation.gateway());
        browser.open(pages.allowed());
        listens("sse", url("browser.killed", start));
        connects("websocket", url("browser.killed", ""), start, true);
        publish("browser.killed", 1, 10);
        awaitEvents("sse", 10);
        awaitEvents("websocket", 10);

        installation.gateway(0).kill9();
        publish("browser.killed", 11, 20);
        awaitOf("sse", "errors", 1);
        installation.gateway(0).restart();
        publish("browser.killed", 21, 30);

        assertThat(data(awaitEvents("sse", 30))).isEqualTo(numbers(30));
        assertThat(data(awaitEvents("websocket", 30))).isEqualTo(numbers(30));
    }

    @Test
    void anEventSourceThatFindsNoPlaceComesBackForOne() {
        String token = Tokens.of("crowd", List.of("**"), List.of());
        browser.open(pages.allowed());
        for (int i = 1; i <= PER_SUBJECT; i++) {
            connects("crowd " + i, url("browser.crowd", "", token), "", false);
            awaitOf("crowd " + i, "opened", 1);
        }
        listens("sse", url("browser.full", Positions.now(installation.gateway()), token));
        installation.publisher().publish("browser.full", "1");
        awaitOf("sse", "errors", 1);
        assertThat(awaitEvents("sse", 0)).isEmpty();
        browser.run("readers['crowd 1'].close()");

        assertThat(data(awaitEvents("sse", 1))).containsExactly("1");
    }

    @Test
    void aPageIsToldWhyItsWebSocketIsClosed() {
        browser.open(pages.allowed());
        String expired = Tokens.ending(Duration.ofMinutes(-5), "late", List.of("**"), List.of());
        connects("expired", url("browser.a", "", expired), "", false);
        connects("beyond", url("browser.a", "", Tokens.of("small", List.of("other.*"), List.of())), "", false);

        assertThat(awaitOf("expired", "closes", 1).get(0).intValue()).isEqualTo(4401);
        assertThat(awaitOf("beyond", "closes", 1).get(0).intValue()).isEqualTo(4403);
    }

    @Test
    void aPageOfAForeignOriginReadsNothing() {
        installation.publisher().publish("browser.foreign", "1");
        URI url = url("browser.foreign", "earliest");
        browser.open(pages.foreign());
        listens("sse", url);
        connects("websocket", url("browser.foreign", ""), "earliest", false);
        fetches("poll", url, "{}");
        fetches("preflight", url, "{\"Prefer\":\"wait=30\"}");

        awaitOf("poll", "errors", 1);
        awaitOf("preflight", "errors", 1);
        awaitOf("sse", "errors", 1);
        assertThat(seen("sse").required("ended").booleanValue()).isTrue();
        assertThat(awaitOf("websocket", "closes", 1).get(0).intValue()).isEqualTo(4403);
        assertThat(List.of("sse", "websocket", "poll", "preflight"))
                .allSatisfy(name -> assertThat(awaitEvents(name, 0)).isEmpty());
    }

    private static URI url(String channel, String after) {
        return url(channel, after, Tokens.of("reader of " + channel, List.of("**"), List.of()));
    }

    /** A browser's EventSource and WebSocket set no headers. */
    private static URI url(String channel, String after, String token) {
        return Subscription.to(channel).with("&access_token=" + token).at(installation.gateway(), after);
    }

    private static void fetches(String name, URI url, String headers) {
        browser.run("fetches(arguments[0], arguments[1], JSON.parse(arguments[2]))", name, url.toString(), headers);
    }

    private static void listens(String name, URI url) {
        browser.run("listens(arguments[0], arguments[1])", name, url.toString());
    }

    private static void connects(String name, URI url, String after, boolean again) {
        String address = url.toString().replaceFirst("^http", "ws");
        browser.run("connects(arguments[0], arguments[1], arguments[2], " + again + ")", name, address, after);
    }

    private static void publish(String channel, int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(number -> installation.publisher().publish(channel, Integer.toString(number)));
    }

    private static JsonNode seen(String name) {
        return browser.run("return note(arguments[0])", name);
    }

    /** Waits until a count, or the length of a list, is as large as this. */
    private static JsonNode awaitOf(String name, String member, int least) {
        return await(least + " " + member + " of " + name)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> seen(name).required(member), value -> size(value) >= least);
    }

    private static int size(JsonNode value) {
        return value.isArray() ? value.size() : value.intValue();
    }

    private static List<String> awaitEvents(String name, int least) {
        return awaitOf(name, "events", least)
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static List<String> data(List<String> events) {
        return events.stream().map(event -> JsonTexts.member(event, "data")).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }
}
