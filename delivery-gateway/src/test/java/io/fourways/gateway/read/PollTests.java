package io.fourways.gateway.read;

import static io.fourways.gateway.read.PollClient.header;
import static io.fourways.gateway.read.PollClient.ids;
import static io.fourways.gateway.read.PollClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.gateway.log.Events;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PollTests {

    /** More than a pattern may have. */
    private static final String LONG = ".aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa"
            + ".aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa"
            + ".aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa"
            + ".aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaa";

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
    void letsCachesKeepOnlyAFullPageBehindACursor() {
        String start = newest();
        gateway.log.append(Events.on("a"));
        gateway.log.append(Events.on("a"));
        String full = "channel=a&limit=1&after=" + start;
        assertThat(header(get(full), "Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(header(get(full, "Authorization", "Bearer token"), "Cache-Control"))
                .isEqualTo("private, max-age=60");
        assertThat(header(get(full), "Vary")).contains("Authorization", "Cookie", "If-None-Match");
        for (String other :
                List.of("after=" + start, "limit=1&after=earliest", "limit=1&last=2", "after=" + newest())) {
            assertThat(header(get("channel=a&" + other), "Cache-Control"))
                    .as(other)
                    .isEqualTo("private, no-cache");
        }
        assertThat(header(get("channel=a&limit=1", "If-None-Match", '"' + start + '"'), "Cache-Control"))
                .isEqualTo("private, no-cache");
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
    void saysNotModifiedAgainWhenOnlyAnotherChannelMoves() {
        String start = newest();
        gateway.log.append(Events.on("a"));
        String tag = header(get("channel=a&after=" + start), "ETag");
        gateway.log.append(Events.on("other"));
        for (String query : List.of("after=" + start, "after=earliest", "last=5")) {
            HttpResponse<String> again = get("channel=a&limit=7&" + query, "If-None-Match", tag);
            assertThat(again.statusCode()).as(query).isEqualTo(304);
            assertThat(header(again, "ETag")).isEqualTo('"' + newest() + '"');
            assertThat(header(again, "Link")).contains("limit=7&after=" + newest() + ">");
        }
    }

    @Test
    void sendsThePageAgainWithWhatCameBehindTheTag() {
        String start = newest();
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        String tag = '"' + newest() + '"';
        gateway.log.append(Events.of("2", "a", "t", "{}"));
        HttpResponse<String> page = get("channel=a&after=" + start, "If-None-Match", tag);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(ids(page)).containsExactly("1", "2");
        assertThat(ids(get("channel=a&after=earliest", "If-None-Match", tag))).containsExactly("1", "2");
    }

    @Test
    void sendsThePageToATagFromBeforeItsStart() {
        String older = newest();
        gateway.log.append(Events.on("a"));
        HttpResponse<String> page = get("channel=a&after=" + newest(), "If-None-Match", '"' + older + '"');
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(ids(page)).isEmpty();
    }

    @Test
    void goesOnFromTheTagWhereNoPlaceIsNamed() {
        String tag = '"' + newest() + '"';
        assertThat(get("channel=a", "If-None-Match", tag).statusCode()).isEqualTo(304);
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        assertThat(ids(get("channel=a", "If-None-Match", tag))).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-0123456789abcdef", "ffffff-0123456789abcdef"})
    void takesATagThatNamesNoPlaceForNone(String forged) {
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        HttpResponse<String> fromNow = get("channel=a", "If-None-Match", '"' + forged + '"');
        assertThat(fromNow.statusCode()).isEqualTo(200);
        assertThat(ids(fromNow)).isEmpty();
        assertThat(header(fromNow, "ETag")).isEqualTo('"' + newest() + '"');
        assertThat(ids(get("channel=a&after=earliest", "If-None-Match", '"' + forged + '"')))
                .containsExactly("1");
        assertThat(ids(get("channel=a&last=1", "If-None-Match", '"' + forged + '"')))
                .containsExactly("1");
    }

    @Test
    void takesATagBehindRetentionForNone() {
        String expired = newest();
        for (int i = 0; i < 60; i++) {
            gateway.log.append(Events.on("a"));
        }
        gateway.log.forgetBefore(gateway.log.end() - 20);
        HttpResponse<String> fromNow = get("channel=a", "If-None-Match", '"' + expired + '"');
        assertThat(fromNow.statusCode()).isEqualTo(200);
        assertThat(ids(fromNow)).isEmpty();
        assertThat(get("channel=a&after=" + expired, "If-None-Match", '"' + expired + '"')
                        .statusCode())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-0123456789abcdef", "garbage"})
    void says410OfTheStartWhateverTheTag(String start) {
        String tag = '"' + newest() + '"';
        assertThat(get("channel=a&after=" + start, "If-None-Match", tag).statusCode())
                .isEqualTo(410);
        gateway.log.append(Events.on("a"));
        assertThat(get("channel=a&after=" + start, "If-None-Match", tag).statusCode())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'C'", "W/'C'", "'another', 'C'", "'0-0123456789abcdef', W/'C'", "*"})
    void saysNotModifiedOfAPageToItsOwnTag(String tags) {
        for (int i = 0; i < 2; i++) {
            gateway.log.append(Events.on("a"));
        }
        HttpResponse<String> page = get("channel=a&limit=2&after=earliest");
        String tag = header(page, "ETag");
        String known = tags.replace("'C'", tag).replace('\'', '"');
        HttpResponse<String> again = get("channel=a&limit=2&after=earliest", "If-None-Match", known);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
    }

    @Test
    void saysThatThereIsMoreThanAFullPageToItsOwnTag() {
        for (int i = 0; i < 2; i++) {
            gateway.log.append(Events.on("a"));
        }
        HttpResponse<String> all = get("channel=a&limit=2&after=earliest");
        assertThat(json(all).get("more").booleanValue()).isFalse();
        gateway.log.append(Events.on("a"));
        HttpResponse<String> full = get("channel=a&limit=2&after=earliest", "If-None-Match", header(all, "ETag"));
        assertThat(full.statusCode()).isEqualTo(200);
        assertThat(json(full).get("more").booleanValue()).isTrue();
        assertThat(header(full, "ETag")).isEqualTo(header(all, "ETag"));
    }

    @Test
    void saysNotModifiedOfAFullPageToAnyTag() {
        for (int i = 0; i < 3; i++) {
            gateway.log.append(Events.on("a"));
        }
        assertThat(get("channel=a&limit=2&after=earliest", "If-None-Match", "*").statusCode())
                .isEqualTo(304);
    }

    @Test
    void ignoresWhatIsNoTag() {
        gateway.log.append(Events.of("1", "a", "t", "{}"));
        assertThat(ids(get("channel=a&after=earliest", "If-None-Match", "no tag")))
                .containsExactly("1");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "channel=",
                "channel=a..b",
                "channel=a&type=b**",
                "channel=a&type=b&type=c" + LONG,
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

    /** RFC 9110, 12.5.1. */
    @Test
    void goesByTheMostSpecificOfTheMediaTypesThatAreAccepted() {
        assertThat(get("channel=a", "Accept", "*/*, application/json;q=0, text/event-stream;q=0")
                        .statusCode())
                .isEqualTo(406);
        assertThat(contentType("*/*, text/event-stream;q=0")).isEqualTo("application/json");
        assertThat(contentType("text/event-stream;q=0.1, application/json;q=0.5, */*"))
                .isEqualTo("application/json");
        assertThat(contentType("text/event-stream;q=0.5, application/json;q=0.1, */*"))
                .startsWith("text/event-stream");
        assertThat(contentType("text/*")).startsWith("text/event-stream");
        assertThat(contentType("application/json;q=0, */*")).startsWith("text/event-stream");
        assertThat(contentType("*/*")).isEqualTo("application/json");
    }

    private String contentType(String accept) {
        HttpResponse<Stream<String>> answer = PollClient.stream(gateway, "channel=a", "Accept", accept);
        answer.body().close();
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private String newest() {
        return gateway.window.newest().toString();
    }

    private HttpResponse<String> get(String query, String... headers) {
        return PollClient.get(gateway, query, headers);
    }
}
