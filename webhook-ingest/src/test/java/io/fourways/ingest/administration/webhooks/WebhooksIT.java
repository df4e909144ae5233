package io.fourways.ingest.administration.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.ingest.administration.RunningAdministration;
import io.fourways.ingest.administration.RunningAdministration.Answer;
import io.fourways.ingest.administration.selection.Selection;
import io.fourways.system.database.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WebhooksIT {

    private final RunningAdministration service = RunningAdministration.shared();
    private final TestDatabase database = service.database();

    private static String unique() {
        return "s-" + UUID.randomUUID();
    }

    /** Webhooks 1 to n of a source, ten of them in the same microsecond, the last one now. */
    private void accept(String source, int n) {
        database.execute("""
                INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data, published_at)
                SELECT now() - ((%2$d - n) / 10) * interval '1 microsecond', '%1$s', n::text,
                    'github.' || CASE WHEN n %% 100 = 1 THEN 'rare' ELSE 'push' END, 'c', '{}', '{}', now()
                FROM generate_series(1, %2$d) n""".formatted(source, n));
    }

    private void reject(String source, String verdict, String cause) {
        database.execute("""
                INSERT INTO rejected (received_at, source, verdict, cause, url, headers, body, body_size)
                VALUES (now(), '%s', '%s', '%s', 'http://x/', '{}', 'abc', 3)""".formatted(source, verdict, cause));
    }

    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        JsonNode page = service.get("/v1/webhooks?" + query).json();
        while (true) {
            page.get("webhooks")
                    .forEach(webhook -> ids.add(webhook.get("eventId").asString()));
            if (page.get("next").isNull()) {
                return ids;
            }
            page = service.get("/v1/webhooks?" + query + "&after="
                            + page.get("next").asString())
                    .json();
        }
    }

    private static List<String> numbersDownFrom(int n) {
        List<String> numbers = new ArrayList<>();
        for (int i = n; i > 0; i--) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }

    private String only(String query) {
        JsonNode webhooks = service.get("/v1/webhooks?" + query).json().get("webhooks");
        assertThat(webhooks).hasSize(1);
        return webhooks.get(0).get("id").asString();
    }

    @Test
    void listsTheNewestFirst() {
        String source = unique();
        accept(source, 25);
        assertThat(pages("source=" + source)).isEqualTo(numbersDownFrom(25));
        assertThat(pages("source=" + source + "&limit=7")).isEqualTo(numbersDownFrom(25));
        assertThat(pages("source=" + source + "&limit=25")).isEqualTo(numbersDownFrom(25));
        assertThat(pages("source=" + unique())).isEmpty();
    }

    @Test
    void pagesThroughWhatThereIsWhileMoreComes() throws InterruptedException {
        String source = unique();
        accept(source, 300);
        AtomicBoolean stop = new AtomicBoolean();
        Thread sender = new Thread(() -> {
            while (!stop.get()) {
                database.execute("INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data)"
                        + " VALUES (now(), '" + source + "', 'later', 'github.push', 'c', '{}', '{}')");
            }
        });
        sender.start();
        try {
            List<String> listed = pages("source=" + source + "&limit=11");
            listed.removeIf("later"::equals);
            assertThat(listed).isEqualTo(numbersDownFrom(300));
        } finally {
            stop.set(true);
            sender.join();
        }
    }

    @Test
    void findsFewAmongManyInSeveralPages() {
        String source = unique();
        int many = Selection.SPAN * 2 + 500;
        accept(source, many);
        List<String> rare = pages("source=" + source + "&type=github.rare&limit=1000");
        assertThat(rare).hasSize(many / 100).startsWith("20401").endsWith("1");
        Answer none = service.get("/v1/webhooks?source=" + source + "&type=github.none");
        assertThat(none.json().get("webhooks")).isEmpty();
        assertThat(none.json().get("next").isString()).isTrue();
        assertThat(pages("source=" + source + "&type=github.none")).isEmpty();
    }

    @Test
    void filtersByTime() {
        String source = unique();
        for (int second = 0; second < 3; second++) {
            database.execute("INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data) VALUES"
                    + " (date_trunc('day', now()) + interval '" + second + " seconds', '" + source + "', '" + second
                    + "', 't', 'c', '{}', '')");
        }
        Instant day = Instant.parse(service.get("/v1/webhooks?source=" + source)
                .json()
                .at("/webhooks/2/receivedAt")
                .asString());
        assertThat(pages("source=" + source + "&since=" + day.plusSeconds(1))).containsExactly("2", "1");
        assertThat(pages("source=" + source + "&until=" + day.plusSeconds(1))).containsExactly("0");
        assertThat(pages("source=" + source + "&until=" + day.plusSeconds(2) + "&since=" + day.plusSeconds(1)))
                .containsExactly("1");
    }

    @Test
    void listsRejectedApartByVerdict() {
        String source = unique();
        reject(source, "forged", "signature-mismatch");
        reject(source, "stale", "timestamp-too-old");
        reject(source, "malformed", "timestamp-malformed");
        assertThat(service.get("/v1/webhooks?source=" + source).json().get("webhooks"))
                .isEmpty();
        for (String verdict : List.of("forged", "stale", "malformed")) {
            JsonNode listed = service.get("/v1/webhooks?source=" + source + "&verdict=" + verdict)
                    .json()
                    .get("webhooks");
            assertThat(listed).hasSize(1);
            assertThat(listed.at("/0/verdict").asString()).isEqualTo(verdict);
            assertThat(listed.at("/0/cause").asString()).contains("-");
            assertThat(listed.at("/0/eventId").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "verdict, verdict=good",
        "source, source=a.b",
        "since, since=yesterday",
        "until, until=2026-01-31",
        "since, since=%2B999999999-01-01T00:00:00Z",
        "until, until=-999999999-01-01T00:00:00Z",
        "since, since=0001-01-01T00:00:00%2B18:00",
        "until, until=9999-12-31T23:59:59-18:00",
        "limit, limit=0",
        "limit, limit=1001",
        "limit, limit=x",
        "limit, limit=1&limit=2",
        "after, after=x",
        "after, after=r1-1",
        "after, verdict=forged&after=a1-1",
        "type, verdict=forged&type=github.push",
        "type, type=%00",
        "setAside, setAside=maybe",
        "setAside, verdict=stale&setAside=true",
        "tpye, tpye=github.push",
    })
    void namesTheParameterThatIsWrong(String member, String query) {
        Answer answer = service.get("/v1/webhooks?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("/member")).isEqualTo(member);
    }

    @Test
    void takesTheFirstTimeThereIsAndTheLast() {
        Answer answer = service.get("/v1/webhooks?since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59.999999999Z");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void showsAnAcceptedOneWhole() {
        String event = UUID.randomUUID().toString();
        String body = "{\"ä\": \"\\u0000\"}";
        service.push("declared", event, body, RunningAdministration.DECLARED_SECRET);
        String id = service.get("/v1/webhooks?source=declared&type=github.push")
                .json()
                .get("webhooks")
                .valueStream()
                .filter(listed -> listed.get("eventId").asString().equals(event))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
        JsonNode webhook = service.get("/v1/webhooks/" + id).json();
        assertThat(webhook.get("id").asString()).isEqualTo(id);
        assertThat(webhook.get("verdict").asString()).isEqualTo("accepted");
        assertThat(webhook.get("eventId").asString()).isEqualTo(event);
        assertThat(webhook.get("type").asString()).isEqualTo("github.push");
        assertThat(webhook.get("channel").asString()).isEqualTo("webhooks.declared.push");
        assertThat(webhook.get("body").asString()).isEqualTo(body);
        assertThat(webhook.get("bodyBase64").isNull()).isTrue();
        assertThat(webhook.at("/headers/x-github-delivery/0").asString()).isEqualTo(event);
        assertThat(webhook.get("cause").isNull()).isTrue();
    }

    @Test
    void showsWhenItWasPublishedOrWhyNot() {
        String source = unique();
        accept(source, 1);
        assertThat(service.get("/v1/webhooks/" + only("source=" + source))
                        .json()
                        .get("publishedAt")
                        .isString())
                .isTrue();
        database.execute(
                "UPDATE inbox SET published_at = NULL, unpublishable = 'too-large' WHERE source = '" + source + "'");
        JsonNode webhook =
                service.get("/v1/webhooks/" + only("source=" + source)).json();
        assertThat(webhook.get("publishedAt").isNull()).isTrue();
        assertThat(webhook.get("cause").asString()).isEqualTo("too-large");
    }

    @Test
    void listsThoseSetAside() {
        String source = unique();
        accept(source, 30);
        assertThat(pages("setAside=true&source=" + source)).isEmpty();
        database.execute(
                "UPDATE inbox SET published_at = NULL, unpublishable = 'too-large' WHERE event_id IN ('7', '21')"
                        + " AND source = '" + source + "'");
        assertThat(pages("setAside=true&source=" + source)).containsExactly("21", "7");
        assertThat(pages("setAside=true&source=" + source + "&type=github.rare&limit=1"))
                .isEmpty();
        assertThat(pages("setAside=true")).contains("21", "7");
        assertThat(pages("setAside=false&source=" + source)).hasSize(30);
    }

    @Test
    void showsABodyThatIsNoTextInBase64() {
        String source = unique();
        accept(source, 1);
        database.execute("UPDATE inbox SET data = '\\xff00'::bytea WHERE source = '" + source + "'");
        JsonNode webhook =
                service.get("/v1/webhooks/" + only("source=" + source)).json();
        assertThat(webhook.get("body").isNull()).isTrue();
        assertThat(webhook.get("bodyBase64").asString()).isEqualTo("/wA=");
        assertThat(webhook.get("size").asInt()).isEqualTo(2);
    }

    @Test
    void showsNoCredentialsOfARejectedOne() {
        String source = unique();
        service.put("/v1/sources/" + source, """
                {"provider":"token","secrets":["needle-1"],"options":{"header":"X-Special"}}""");
        reject(source, "forged", "signature-mismatch");
        database.execute("""
                UPDATE rejected SET headers = '{"authorization":["needle-2"],"cookie":["needle-3"],
                    "x-special":["needle-4"],"x-other":["a needle-1"],"x-plain":["plain"]}', url = 'http://x/?needle'
                WHERE source = '%s'""".formatted(source));
        String path = "/v1/webhooks/" + only("verdict=forged&source=" + source);
        await().atMost(RunningAdministration.PATIENCE)
                .untilAsserted(() -> assertThat(service.get(path).text())
                        .contains("plain", "signature-mismatch")
                        .doesNotContain("needle"));
    }

    @Test
    void showsOnlyHarmlessHeadersOfARejectedOneWhoseSourceIsGone() {
        String source = unique();
        reject(source, "forged", "signature-mismatch");
        database.execute("""
                UPDATE rejected SET headers = '{"x-special":["needle"],"user-agent":["plain"]}' WHERE source = '%s'""".formatted(source));
        assertThat(service.get("/v1/webhooks/" + only("verdict=forged&source=" + source))
                        .text())
                .contains("plain", "x-special")
                .doesNotContain("needle");
    }

    @Test
    void saysThatABodyIsCut() {
        String source = unique();
        reject(source, "forged", "signature-mismatch");
        database.execute("UPDATE rejected SET body_size = 1000 WHERE source = '" + source + "'");
        JsonNode webhook = service.get("/v1/webhooks/" + only("verdict=forged&source=" + source))
                .json();
        assertThat(webhook.get("size").asInt()).isEqualTo(1000);
        assertThat(webhook.get("body").asString()).isEqualTo("abc");
        assertThat(webhook.get("bodyCut").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"nothing", "a1-1", "r1-1", "azzzzzzzzzzz-zzzzzzzzzzz", "a%00-1"})
    void knowsNothingOfAWebhookThatIsNotThere(String id) {
        assertThat(service.get("/v1/webhooks/" + id).problem()).isEqualTo("unknown-webhook");
        assertThat(service.post("/v1/webhooks/" + id + "/replay", "{}").problem())
                .isEqualTo("unknown-webhook");
    }
}
