package io.fourways.ingest.administration.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.ingest.administration.RunningAdministration;
import io.fourways.ingest.administration.RunningAdministration.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class ReplayOneIT {

    private static final String RIGHT = "right";

    private final RunningAdministration service = RunningAdministration.shared();
    private final TestDatabase database = service.database();
    private final String source = "s-" + UUID.randomUUID();
    private final String event = UUID.randomUUID().toString();

    private void secret(String source, String secret) {
        service.put("/v1/sources/" + source, "{\"provider\":\"github\",\"secrets\":[\"" + secret + "\"]}");
    }

    private Answer replay(String id) {
        return service.post("/v1/webhooks/" + id + "/replay", "{}");
    }

    private JsonNode listed(String query) {
        return service.get("/v1/webhooks?" + query).json().get("webhooks");
    }

    /** What is listed of one that came to the source which others send to as well. */
    private JsonNode declared(String event) {
        return listed("source=declared")
                .valueStream()
                .filter(webhook -> webhook.get("eventId").asString().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private long inbox(String condition) {
        return database.count("SELECT count(*) FROM inbox WHERE " + condition);
    }

    /** Sends one that is genuine to a source that does not know so yet; returns its id. */
    private String forged(String source, String event) {
        secret(source, "wrong");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(source, event, "{\"n\":1}", RIGHT).status() == 401);
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> !listed("verdict=forged&source=" + source).isEmpty());
        return listed("verdict=forged&source=" + source).at("/0/id").asString();
    }

    /** Mends the secret, and waits until that is known. */
    private void mend(String source) {
        secret(source, RIGHT);
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(source, UUID.randomUUID().toString(), "{}", RIGHT)
                                .status()
                        == 200);
    }

    @Test
    void publishesAnAcceptedOneAgainAsAnotherEvent() {
        String sent = event + "-1";
        service.push("declared", sent, "{\"n\":1}", RunningAdministration.DECLARED_SECRET);
        Answer replayed = replay(declared(sent).get("id").asString());
        assertThat(replayed.text("/verdict")).isEqualTo("accepted");
        String copy = replayed.text("/events/0");
        assertThat(copy).isNotEqualTo(sent);
        assertThat(inbox("event_id = '%s' AND replay_of = '%s'".formatted(copy, sent)))
                .isOne();
        assertThat(inbox("replay_of = '%s' AND (source, type, channel, data, headers) = (SELECT source, type, channel,"
                                .formatted(sent)
                        + " data, headers FROM inbox WHERE event_id = '" + sent + "')"))
                .isOne();
        await().atMost(RunningAdministration.PATIENCE).untilAsserted(() -> assertThat(service.published())
                .filteredOn(published -> published.id().equals(copy))
                .singleElement()
                .satisfies(published -> assertThat(published.attributes()).containsEntry("replayof", sent)));
        assertThat(declared(copy).get("replayOf").asString()).isEqualTo(sent);
        replay(declared(copy).get("id").asString());
        assertThat(inbox("replay_of = '" + sent + "'")).isEqualTo(2);
        assertThat(service.push("declared", sent, "{\"n\":1}", RunningAdministration.DECLARED_SECRET)
                        .status())
                .isEqualTo(200);
        assertThat(inbox("event_id = '" + sent + "'")).isOne();
    }

    @Test
    void publishesAtLastWhatWasSetAsideInTheChannelOfNow() {
        String aside = "s-" + UUID.randomUUID();
        mend(aside);
        database.execute("INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data, traceparent)"
                + " SELECT now(), '" + aside
                + "', 'aside-' || n, 'github.push', CASE n WHEN 1 THEN 'not..one' ELSE 'c' END,"
                + " '{}', '{\"n\":1}', NULL FROM generate_series(1, 2) n");
        await().atMost(RunningAdministration.PATIENCE).untilAsserted(() -> assertThat(
                        inbox("source = '" + aside + "' AND event_id = 'aside-2'" + " AND published_at IS NOT NULL"))
                .isOne());
        JsonNode listed = listed("setAside=true&source=" + aside);
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/cause").asString()).startsWith("invalid: channel");
        assertThat(listed.at("/0/publishedAt").isNull()).isTrue();
        String id = listed.at("/0/id").asString();

        Answer released = replay(id);
        assertThat(released.text("/verdict")).isEqualTo("accepted");
        assertThat(released.text("/events/0")).isEqualTo("aside-1");
        await().atMost(RunningAdministration.PATIENCE).untilAsserted(() -> assertThat(service.published())
                .filteredOn(published -> published.id().equals("aside-1"))
                .singleElement()
                .satisfies(published -> {
                    assertThat(published.channel().name()).isEqualTo("webhooks." + aside + ".push");
                    assertThat(published.attributes()).doesNotContainKey("replayof");
                }));
        assertThat(listed("setAside=true&source=" + aside)).isEmpty();
        assertThat(inbox("source = '" + aside + "' AND replay_of IS NOT NULL")).isZero();
    }

    @Test
    void releasesARejectedOneOnceTheSecretIsMended() {
        String id = forged(source, event);
        Answer still = replay(id);
        assertThat(still.text("/verdict")).isEqualTo("forged");
        assertThat(still.text("/cause")).isEqualTo("signature-mismatch");
        assertThat(still.json().get("events")).isEmpty();
        mend(source);
        Answer released = replay(id);
        assertThat(released.text("/verdict")).isEqualTo("accepted");
        assertThat(released.text("/events/0")).isEqualTo(event);
        assertThat(inbox("event_id = '%s' AND received_at = (SELECT max(received_at) FROM rejected WHERE released_at"
                                .formatted(event)
                        + " IS NOT NULL AND source = '" + source + "') AND type = 'github.push'"))
                .isOne();
        assertThat(replay(id).json()).isEqualTo(released.json());
        assertThat(inbox("event_id = '" + event + "'")).isOne();
        assertThat(service.push(source, event, "{\"n\":1}", RIGHT).status()).isEqualTo(200);
        assertThat(inbox("event_id = '" + event + "'")).isOne();
        JsonNode shown = service.get("/v1/webhooks/" + id).json();
        assertThat(shown.get("releasedAt").isString()).isTrue();
        assertThat(shown.get("eventId").asString()).isEqualTo(event);
        assertThat(listed("verdict=forged&source=" + source).valueStream().map(webhook -> webhook.get("id")
                        .asString()))
                .doesNotContain(id);
    }

    @Test
    void releasesNoSecondOfWhatTheProviderSentAgain() {
        String twice = "s-" + UUID.randomUUID();
        String id = forged(twice, event + "-2");
        mend(twice);
        service.push(twice, event + "-2", "{\"n\":1}", RIGHT);
        assertThat(replay(id).text("/verdict")).isEqualTo("accepted");
        assertThat(inbox("event_id = '" + event + "-2'")).isOne();
    }

    @Test
    void keepsNoCredentialsOfWhatIsReleased() {
        String token = "s-" + UUID.randomUUID();
        String id = forged(token, event + "-3");
        service.put("/v1/sources/" + token, "{\"provider\":\"token\",\"secrets\":[\"a\"]}");
        database.execute(
                "UPDATE rejected SET headers = '{\"authorization\":[\"Bearer a\"]}' WHERE source = '" + token + "'");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> replay(id).text("/verdict").equals("accepted"));
        assertThat(inbox("source = '" + token + "' AND headers::text LIKE '%Bearer a%'"))
                .isZero();
        assertThat(inbox("source = '" + token + "' AND type LIKE 'token.%'")).isOne();
    }

    @Test
    void releasesWhatCameWithACredentialOnceTheSecretIsMended() {
        String named = "s-" + UUID.randomUUID();
        service.put("/v1/sources/" + named, token("wrong"));
        await().atMost(RunningAdministration.PATIENCE).untilAsserted(() -> {
            assertThat(service.call(HttpMethod.POST, "/webhooks/" + named, "{}", "X-Special", "needle")
                            .status())
                    .isEqualTo(401);
            assertThat(listed("verdict=forged&source=" + named)).isNotEmpty();
        });
        assertThat(database.count("SELECT count(*) FROM rejected WHERE source = '" + named
                        + "' AND headers::text LIKE '%needle%'"))
                .isZero();
        service.put("/v1/sources/" + named, token("needle"));
        String id = listed("verdict=forged&source=" + named).at("/0/id").asString();
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> replay(id).text("/verdict").equals("accepted"));
    }

    private static String token(String secret) {
        return "{\"provider\":\"token\",\"secrets\":[\"%s\"],\"options\":{\"header\":\"X-Special\"}}".formatted(secret);
    }

    @Test
    void saysWhichCredentialsAreNotKept() {
        String lost = "s-" + UUID.randomUUID();
        service.put("/v1/sources/" + lost, token("other"));
        String id = forged(lost, event + "-lost");
        service.put("/v1/sources/" + lost, token("other"));
        database.execute(
                "UPDATE rejected SET headers = '{\"x-special\":[\"(not kept)\"]}' WHERE source = '" + lost + "'");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> String.valueOf(replay(id).text("/cause")).equals("credentials-not-kept"));
    }

    @Test
    void releasesIntoTheDayThatIsWhenItsOwnIsOver() {
        String old = "s-" + UUID.randomUUID();
        forged(old, event + "-4");
        database.execute("CREATE TABLE rejected_20200101 PARTITION OF rejected FOR VALUES FROM"
                + " ('2020-01-01 00:00:00+00') TO ('2020-01-02 00:00:00+00')");
        database.execute("UPDATE rejected SET received_at = '2020-01-01 12:00:00+00' WHERE source = '" + old + "'");
        String id = listed("verdict=forged&source=" + old).at("/0/id").asString();
        mend(old);
        assertThat(replay(id).text("/verdict")).isEqualTo("accepted");
        assertThat(inbox("event_id = '" + event + "-4' AND received_at > now() - interval '1 hour'"))
                .isOne();
    }

    @Test
    void saysWhyOneCannotBeVerifiedAgain() {
        String gone = "s-" + UUID.randomUUID();
        String id = forged(gone, event + "-5");
        database.execute("UPDATE rejected SET body_size = 1000 WHERE source = '" + gone + "'");
        assertThat(replay(id).text("/cause")).isEqualTo("body-not-kept");
        database.execute("UPDATE rejected SET body_size = octet_length(body) WHERE source = '" + gone + "'");
        service.delete("/v1/sources/" + gone);
        await().atMost(RunningAdministration.PATIENCE)
                .untilAsserted(() -> assertThat(replay(id).text("/cause")).isEqualTo("unknown-source"));
        assertThat(replay(id).text("/verdict")).isEqualTo("forged");
    }

    @Test
    void holdsATimestampAgainstTheTimeWhenItCame() {
        String late = "s-" + UUID.randomUUID();
        service.put("/v1/sources/" + late, "{\"provider\":\"stripe\",\"secrets\":[\"" + RIGHT + "\"]}");
        database.execute("CREATE TABLE IF NOT EXISTS rejected_20200102 PARTITION OF rejected FOR VALUES FROM"
                + " ('2020-01-02 00:00:00+00') TO ('2020-01-03 00:00:00+00')");
        Instant signed = Instant.parse("2020-01-02T12:00:00Z");
        keep(late, signed, signed.plusSeconds(299));
        keep(late, signed, signed.plusSeconds(301));
        JsonNode kept = listed("verdict=forged&source=" + late);
        await().atMost(RunningAdministration.PATIENCE)
                .until(() ->
                        replay(kept.at("/1/id").asString()).text("/verdict").equals("accepted"));
        Answer stale = replay(kept.at("/0/id").asString());
        assertThat(stale.text("/verdict")).isEqualTo("stale");
        assertThat(stale.text("/cause")).isEqualTo("timestamp-too-old");
    }

    private void keep(String source, Instant signed, Instant received) {
        String body = "{\"id\":\"" + received + "\"}";
        String signature = RunningAdministration.hmac(RIGHT, signed.getEpochSecond() + "." + body);
        database.execute("""
                INSERT INTO rejected (received_at, source, verdict, cause, url, headers, body, body_size)
                VALUES ('%s', '%s', 'forged', 'signature-mismatch', 'http://x/',
                    '{"stripe-signature":["t=%d,v1=%s"]}', '%s', %d)""".formatted(received, source, signed.getEpochSecond(), signature, body, body.length()));
    }
}
