package io.fourways.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.system.broker.Brokers;
import io.fourways.system.client.Http;
import io.fourways.system.client.Journal;
import io.fourways.system.client.Positions;
import io.fourways.system.client.Publisher;
import io.fourways.system.client.Reader;
import io.fourways.system.client.Subscription;
import io.fourways.system.client.Tokens;
import io.fourways.system.client.Way;
import io.fourways.system.json.JsonTexts;
import io.fourways.system.service.Installation;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a clear problem and no event: a witness, which reads everything, sees none. */
class BadInputIT {

    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String MISSING_CHANNEL =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/bad\",\"type\":\"bad\",\"data\":1}";

    private static Installation installation;

    private Journal witness;

    /** Nobody else publishes there. */
    @BeforeAll
    static void startInstallation() {
        installation = Installation.on(Brokers.newVirtualHost(), 1);
    }

    @AfterAll
    static void endInstallation() {
        installation.close();
    }

    @BeforeEach
    void startWitness() {
        witness = new Journal(Positions.now(installation.gateway()));
    }

    @AfterEach
    void witnessSeesNothingButTheEnd() {
        installation.publisher().publish("bad.end", "0", "ce-type", "end");
        try (Reader unused = Reader.start(Way.LONG_POLL, installation.gateways(), Subscription.to("**"), witness)) {
            witness.awaitSize(1);
            assertThat(witness.events()).singleElement().matches(event -> event.attribute("type")
                    .equals("end"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":", "{\"a\":1}}", "{'a':1}", "[1,]", "NaN", "{\"a\":01}", "\"\t\"", "{} {}", "\"\\x\""})
    void refusesMalformedJson(String body) {
        isProblem(installation.publisher().sendJson("bad.json", body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"specversion\":\"0.3\"}", MISSING_CHANNEL})
    void refusesWhatIsNoCloudEvent(String body) {
        isProblem(installation.publisher().post(CLOUD_EVENT, body), 400);
    }

    @Test
    void namesTheMissingChannel() {
        HttpResponse<String> answer = installation.publisher().post(CLOUD_EVENT, MISSING_CHANNEL);

        isProblem(answer, 400);
        assertThat(answer.body()).contains("channel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "a%20b", "a.*", "**", "a%2Fb", "%C3%A9", "a%00b"})
    void refusesToPublishToAnIllegalChannel(String channel) {
        isProblem(installation.publisher().sendJson(channel, "1"), 400);
    }

    @Test
    void refusesAChannelOfMoreThan255Bytes() {
        isProblem(installation.publisher().sendJson("a".repeat(256), "1"), 400);
        isProblem(get("channel=" + "a".repeat(256)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "channel=", "channel=a..b", "channel=a.%2A%2A.b", "channel=a%20b", "channel=a.b%2A"})
    void refusesToReadAnIllegalChannel(String query) {
        isProblem(get(query), 400);
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,1001", "limit,x", "last,-1", "last,1e3", "wait,-1", "wait,soon"})
    void refusesAParameterThatIsNoSuchNumber(String name, String value) {
        HttpResponse<String> answer = get("channel=bad.x&" + name + "=" + value);

        isProblem(answer, 400);
        assertThat(answer.body()).contains(name);
    }

    @Test
    void refusesAnOversizeBody() {
        isProblem(installation.publisher().sendJson("bad.size", '"' + "x".repeat(30_000_000) + '"'), 413);
    }

    @Test
    void refusesAnOversizeHeader() {
        HttpResponse<String> answer = Http.send(
                Http.request(uri("channel=bad.x"), Tokens.everything()).header("X-Large", "x".repeat(300_000)));

        isProblem(answer, 431);
        isProblem(installation.publisher().sendJson("bad.header", "1", "ce-large", "x".repeat(300_000)), 431);
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"SHORT_POLL", "SSE"})
    void refusesTenThousandChannelsInOneQuery(Way way) {
        String query = String.join(
                "&",
                IntStream.range(0, 10_000).mapToObj(i -> "channel=bad.c" + i).toList());
        HttpResponse<String> answer = Http.send(Http.request(uri(query), Tokens.everything())
                .header("Accept", way == Way.SSE ? "text/event-stream" : "application/json"));

        isProblem(answer, 400);
        assertThat(answer.body()).contains("channel");
    }

    @Test
    void refusesAQueryThatIsLongerThanItReads() {
        isProblem(get("channel=" + "x".repeat(300_000)), 414);
        isProblem(installation.publisher().sendJson("x".repeat(300_000), "1"), 414);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/json", "application/xml", "no type", "application/cloudevents+avro"})
    void refusesAContentTypeThatIsNoEvent(String contentType) {
        HttpResponse<String> answer = installation.publisher().post(contentType, "{}");

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 415);
        isProblem(answer, answer.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "0", "' OR 1=1", "\u0000", "latest", "é", "99999999999999999999"})
    void saysThatABadCursorIsGone(String cursor) {
        isProblem(Http.get(Subscription.to("bad.x").at(installation.gateway(), cursor)), 410);
    }

    @Test
    void refusesEveryTokenThatIsNotGood() {
        List<String> all = List.of("**");
        List<String> tokens = List.of(
                "",
                "nonsense",
                "a.b.c",
                Tokens.unsigned(),
                Tokens.wronglySigned(),
                Tokens.ending(Duration.ofSeconds(-10), "late", all, all));
        for (String token : tokens) {
            isProblem(Http.send(Http.request(uri("channel=bad.x"), token)), 401);
            isProblem(new Publisher(installation.producer().uri(), token).sendJson("bad.token", "1"), 401);
        }
    }

    @Test
    void refusesToPublishWithoutTheClaim() {
        String reads = Tokens.of("reader", List.of("**"), List.of("other.*"));

        isProblem(new Publisher(installation.producer().uri(), reads).sendJson("bad.claim", "1"), 403);
    }

    @Test
    void refusesToReadWithoutTheClaim() {
        String other = Tokens.of("writer", List.of("other.*"), List.of("**"));

        isProblem(Http.send(Http.request(uri("channel=bad.claim"), other)), 403);
        isProblem(Http.send(Http.request(uri("channel=other.**"), other)), 403);
        isProblem(Http.send(Http.request(uri("channel=other.a&channel=bad.claim"), other)), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void refusesAForeignOrigin(String accept) {
        HttpResponse<String> answer = Http.send(Http.request(uri("channel=bad.x"), Tokens.everything())
                .header("Accept", accept)
                .header("Origin", "https://elsewhere.example"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Test
    void answersABatchItemByItem() {
        HttpResponse<String> answer =
                installation.publisher().post("application/cloudevents-batch+json", "[" + MISSING_CHANNEL + ",7,{}]");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JsonTexts.tree(answer.body()).path("results"))
                .as(answer.body())
                .hasSize(3)
                .allSatisfy(result -> {
                    assertThat(result.path("status").intValue()).isEqualTo(400);
                    assertThat(result.path("problem").path("type").stringValue(""))
                            .contains("/problems/");
                });
    }

    private HttpResponse<String> get(String query) {
        return Http.get(uri(query));
    }

    private URI uri(String query) {
        return URI.create(installation.gateway() + "/v1/events?" + query);
    }

    private static void isProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .as(answer.body())
                .hasValue("application/problem+json");
        assertThat(JsonTexts.tree(answer.body()).required("type").stringValue())
                .startsWith("https://fourways.io/problems/");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }
}
