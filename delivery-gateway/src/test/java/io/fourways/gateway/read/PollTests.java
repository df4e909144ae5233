package io.fourways.gateway.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.gateway.log.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PollTests {

    private final GatewayServer gateway = new GatewayServer();

    @BeforeEach
    void follow() {
        gateway.following();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void answersShortPollAtOnceWithEverythingAsked() {
        gateway.log.append(Events.of("1", "a.b", "t", "{\"n\":1.50}"));
        HttpResponse<String> answer = get("channel=a.*&after=earliest");
        JsonNode page = json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(page.get("events")).hasSize(1);
        assertThat(page.get("more").booleanValue()).isFalse();
        String cursor = page.get("cursor").stringValue();
        assertThat(page.get("events").get(0).get("cursor").stringValue()).isEqualTo(cursor);
        assertThat(answer.body()).contains("\"data\":{\"n\":1.50}");
        assertThat(header(answer, "ETag")).isEqualTo('"' + cursor + '"');
        assertThat(header(answer, "Link"))
                .isEqualTo("</v1/events?channel=a.*&limit=100&after=" + cursor + ">; rel=\"next\"");
        assertThat(Integer.parseInt(header(answer, "Poll-After"))).isBetween(1, 60);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void beginsNowWithoutStartOrWithAnEmptyOne() {
        gateway.log.append(Events.on("a"));
        for (String query : List.of("channel=a", "channel=a&after=")) {
            JsonNode page = json(get(query));
            assertThat(page.get("events")).isEmpty();
            assertThat(page.get("cursor").stringValue()).isEqualTo(newest());
        }
    }

    @Test
    void saysNotModifiedToWhoHasItAll() {
        gateway.log.append(Events.on("a"));
        String cursor = newest();
        gateway.log.append(Events.on("other"));
        HttpResponse<String> unmodified = get("channel=a&after=" + cursor, "If-None-Match", '"' + cursor + '"');
        assertThat(unmodified.statusCode()).isEqualTo(304);
        assertThat(header(unmodified, "ETag")).isEqualTo('"' + newest() + '"');
        assertThat(get("channel=a&after=" + cursor, "If-None-Match", header(unmodified, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("channel=a&after=" + cursor, "If-None-Match", "W/\"" + cursor + '"')
                        .statusCode())
                .isEqualTo(304);
        gateway.log.append(Events.on("a"));
        HttpResponse<String> modified = get("channel=a&after=" + cursor, "If-None-Match", '"' + cursor + '"');
        assertThat(modified.statusCode()).isEqualTo(200);
        assertThat(json(modified).get("events")).hasSize(1);
        assertThat(get("channel=a&after=" + cursor, "If-None-Match", header(modified, "ETag"))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void answersNothingNewWithTheSameOrANewerCursor() {
        gateway.log.append(Events.on("a"));
        HttpResponse<String> answer = get("channel=a&after=" + newest());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("events")).isEmpty();
        assertThat(json(answer).get("cursor").stringValue()).isEqualTo(newest());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 10, 11, 40})
    void pagesExactlyThroughWindowAndReplay(int limit) {
        int events = 120;
        for (int i = 0; i < events; i++) {
            gateway.log.append(Events.of("n" + i, i % 3 == 0 ? "other" : "a", "t", "{}"));
        }
        List<String> ids = new ArrayList<>();
        String start = "earliest";
        boolean more = true;
        while (more) {
            JsonNode page = json(get("channel=a&limit=" + limit + "&after=" + start));
            assertThat(page.get("events").size()).isLessThanOrEqualTo(limit);
            page.get("events").forEach(event -> ids.add(event.get("id").stringValue()));
            start = page.get("cursor").stringValue();
            more = page.get("more").booleanValue();
            assertThat(more).isEqualTo(ids.size() < 80);
        }
        assertThat(ids)
                .isEqualTo(IntStream.range(0, events)
                        .filter(i -> i % 3 != 0)
                        .mapToObj(i -> "n" + i)
                        .toList());
    }

    @Test
    void filtersTypesInWindowAndReplay() {
        for (int i = 0; i < 120; i++) {
            gateway.log.append(Events.of("n" + i, "a", i % 2 == 0 ? "order.made" : "order.x.y", "{}"));
        }
        assertThat(json(get("channel=a&type=order.*&limit=1000&after=earliest")).get("events"))
                .hasSize(60);
    }

    @Test
    void findsTheNewestSoMany() {
        for (int i = 0; i < 120; i++) {
            gateway.log.append(Events.of("n" + i, i < 10 ? "rare" : "a", "t", "{}"));
        }
        assertThat(ids(get("channel=a&last=3"))).containsExactly("n117", "n118", "n119");
        assertThat(ids(get("channel=rare&last=2"))).containsExactly("n8", "n9");
        assertThat(ids(get("channel=rare&last=1000"))).hasSize(10);
        assertThat(ids(get("channel=never&last=5"))).isEmpty();
    }

    @Test
    void parksALongPollUntilSomethingComes() {
        CompletableFuture<HttpResponse<String>> parked = getAsync("channel=a", "Prefer", "wait=30");
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.on("other"));
        gateway.log.append(Events.of("it", "a", "t", "{}"));
        HttpResponse<String> answer = parked.orTimeout(5, TimeUnit.SECONDS).join();
        assertThat(ids(answer)).containsExactly("it");
        assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=30");
        assertThat(gateway.readers()).isZero();
    }

    @Test
    void answersALongPollEmptyWhenItsTimeIsUp() {
        HttpResponse<String> answer = get("channel=a&wait=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ids(answer)).isEmpty();
        assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=1");
    }

    @Test
    void parksNobodyLongerThanAMinute() {
        CompletableFuture<HttpResponse<String>> parked = getAsync("channel=a&wait=100000");
        await().until(() -> gateway.readers() == 1);
        gateway.log.append(Events.on("a"));
        assertThat(header(parked.join(), "Preference-Applied")).isEqualTo("wait=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=soon", "wait", "respond-async", "", "wait=-1", "awaiting=5"})
    void ignoresPreferencesItDoesNotUnderstand(String prefer) {
        HttpResponse<String> answer = get("channel=a", "Prefer", prefer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async, wait=1", "Wait=1", "wait=\"1\"", "wait = 1"})
    void understandsPreferencesAsTheyMayBeWritten(String prefer) {
        assertThat(header(get("channel=a", "Prefer", prefer), "Preference-Applied"))
                .isEqualTo("wait=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "channel=",
                "channel=a..b",
                "channel=a&type=b**",
                "channel=a&limit=0",
                "channel=a&limit=1001",
                "channel=a&limit=x",
                "channel=a&last=0",
                "channel=a&last=2&after=earliest",
                "channel=a&wait=-1"
            })
    void refusesWhatIsMalformedNamingIt(String query) {
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(answer).get("member").stringValue()).isNotEmpty();
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
                HttpResponse<String> answer = get(blank, query);
                assertThat(answer.statusCode()).as(query).isEqualTo(503);
                assertThat(header(answer, "Retry-After")).isEqualTo("1");
            }
        }
    }

    @Test
    void letsGoOfAPollWhoseClientHasGone() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write("GET /v1/events?channel=a&wait=50 HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> gateway.readers() == 1);
        }
        await().until(() -> gateway.readers() == 0);
    }

    @Test
    void linksToAsLongAWaitAsTheQueryAskedFor() {
        String start = newest();
        gateway.log.append(Events.on("a"));
        assertThat(header(get("channel=a&wait=99&after=" + start), "Link"))
                .isEqualTo("</v1/events?channel=a&limit=100&wait=60&after=" + newest() + ">; rel=\"next\"");
        assertThat(header(get("channel=a&after=" + start, "Prefer", "wait=9"), "Link"))
                .doesNotContain("wait");
    }

    @Test
    void leavesOutALinkThatIsTooLongForClients() {
        String query = IntStream.range(0, 100)
                .mapToObj(i -> "channel=" + "x".repeat(250) + i)
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = get(query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Link")).isEmpty();
        assertThat(get(query + "&channel=one.more").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesOtherMediaTypes() {
        assertThat(get("channel=a", "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(get("channel=a", "Accept", "text/html, */*;q=0.1").statusCode())
                .isEqualTo(200);
    }

    private String newest() {
        return gateway.window.newest().toString();
    }

    private HttpResponse<String> get(String query, String... headers) {
        return getAsync(query, headers).join();
    }

    private CompletableFuture<HttpResponse<String>> getAsync(String query, String... headers) {
        return getAsync(gateway, query, headers);
    }

    private static HttpResponse<String> get(GatewayServer from, String query) {
        return getAsync(from, query).join();
    }

    private static CompletableFuture<HttpResponse<String>> getAsync(
            GatewayServer from, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + from.port() + "/v1/events?" + query))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return from.client().sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static List<String> ids(HttpResponse<String> answer) {
        List<String> ids = new ArrayList<>();
        json(answer).get("events").forEach(event -> ids.add(event.get("id").stringValue()));
        return ids;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
