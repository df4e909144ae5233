package io.fourways.ingest.administration.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.ingest.administration.RunningAdministration;
import io.fourways.ingest.administration.RunningAdministration.Answer;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** On a service of their own: they are counted, and begun, cancelled and held up all together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplaysIT {

    private static final Duration OFTEN = Duration.ofMillis(20);

    private final TestDatabase database = TestDatabase.create();
    private final RunningAdministration service = RunningAdministration.on(database, RunningAdministration.KEY);

    @AfterAll
    void stop() {
        service.close();
    }

    @AfterEach
    void endWhatRuns() {
        database.execute("UPDATE replay SET state = 'cancelled', ended_at = now() WHERE state = 'running'");
    }

    private static String unique() {
        return "s-" + UUID.randomUUID();
    }

    private void accept(String source, int n) {
        database.execute("""
                INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data)
                SELECT now() - ((%2$d - n) / 10) * interval '1 microsecond', '%1$s', n::text,
                    'github.' || CASE WHEN n %% 2 = 1 THEN 'odd' ELSE 'even' END, 'c', '{}', '{}'
                FROM generate_series(1, %2$d) n""".formatted(source, n));
    }

    /** What GitHub sent, the first half of it signed with the secret. */
    private void reject(String source, int n, String secret) {
        for (int i = 1; i <= n; i++) {
            String body = "{\"n\":" + i + "}";
            String signature = RunningAdministration.hmac(i <= n / 2 ? secret : "other", body);
            database.execute("""
                    INSERT INTO rejected (received_at, source, verdict, cause, url, headers, body, body_size)
                    VALUES (now(), '%s', 'forged', 'signature-mismatch', 'http://x/', '{"x-github-delivery":["%d"],
                        "x-github-event":["push"],"x-hub-signature-256":["sha256=%s"]}', '%s', %d)""".formatted(source, i, signature, body, body.length()));
        }
    }

    private String begin(String request) {
        Answer begun = service.post("/v1/replays", request.replace('\'', '"'));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        assertThat(begun.text("/state")).isEqualTo("running");
        assertThat(begun.headers().getLocation()).hasToString("/v1/replays/" + begun.text("/id"));
        return begun.text("/id");
    }

    private JsonNode replay(String id) {
        return service.get("/v1/replays/" + id).json();
    }

    private JsonNode completed(String id) {
        await().atMost(RunningAdministration.PATIENCE)
                .pollInterval(OFTEN)
                .until(() -> replay(id).get("state").asString().equals("completed"));
        return replay(id);
    }

    private long copies(String source, String distinct) {
        return database.count("SELECT count(" + distinct + " replay_of) FROM inbox WHERE source = '" + source
                + "' AND replay_of IS NOT NULL");
    }

    /** By the database's own record of it: when the next would have been due, had there been more. */
    private void assertNoFasterThanSaid(String id) {
        assertThat(
                        database.count(
                                "SELECT count(*) FROM replay WHERE id = '" + id + "' AND replayed > 0"
                                        + " AND next_at >= created_at + make_interval(secs => (replayed + failed)::float / per_second)"))
                .isOne();
    }

    /** A batch that failed waits some seconds for its next turn, and this test for none of them. */
    private void bringForward(String id) {
        database.execute("UPDATE replay SET next_at = now() WHERE id = '" + id + "' AND state = 'running'"
                + " AND next_at > now() + interval '2 seconds'");
    }

    private void assertCopiedOnceEach(String source, int n) {
        assertThat(copies(source, "")).isEqualTo(n);
        assertThat(copies(source, "DISTINCT")).isEqualTo(n);
    }

    @Test
    void countsWithoutReplaying() {
        String source = unique();
        accept(source, 25_001);
        Answer counted = service.post("/v1/replays", "{\"dryRun\":true,\"source\":\"" + source + "\"}");
        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.text()).isEqualTo("{\"count\":25001}");
        assertThat(service.post(
                                "/v1/replays",
                                "{\"dryRun\":true,\"type\":\"github.odd\",\"source\":\"" + source + "\"}")
                        .text("/count"))
                .isEqualTo("12501");
        assertThat(service.post("/v1/replays", "{\"dryRun\":true,\"verdict\":\"forged\",\"source\":\"" + source + "\"}")
                        .text("/count"))
                .isEqualTo("0");
        assertThat(copies(source, "")).isZero();
        assertThat(service.get("/v1/replays").text()).doesNotContain(source);
    }

    @Test
    void replaysEachOnceInTheirOrder() {
        String source = unique();
        accept(source, 250);
        String id = begin("{'source':'" + source + "','perSecond':1000}");
        JsonNode replay = completed(id);
        assertNoFasterThanSaid(id);
        assertThat(replay.get("replayed").asInt()).isEqualTo(250);
        assertThat(replay.get("failed").asInt()).isZero();
        assertThat(replay.get("endedAt").isString()).isTrue();
        assertThat(replay.at("/request/source").asString()).isEqualTo(source);
        assertThat(replay.at("/request/perSecond").asInt()).isEqualTo(1000);
        assertCopiedOnceEach(source, 250);
        assertThat(database.count("SELECT count(*) FROM (SELECT replay_of::int - lag(replay_of::int) OVER (ORDER BY id)"
                        + " AS step FROM inbox WHERE source = '" + source + "' AND replay_of IS NOT NULL) s"
                        + " WHERE step <> 1"))
                .isZero();
    }

    @Test
    void replaysOnlyWhatIsMeant() {
        String source = unique();
        accept(source, 30);
        JsonNode replay = completed(
                begin("{'source':'" + source + "','type':'github.odd','verdict':'accepted','perSecond':1000}"));
        assertThat(replay.get("replayed").asInt()).isEqualTo(15);
        assertThat(completed(begin("{'source':'" + source + "','until':'2020-01-01T00:00:00Z'}"))
                        .get("replayed")
                        .asInt())
                .isZero();
        assertCopiedOnceEach(source, 15);
    }

    @Test
    void repeatsNoReplays() {
        String source = unique();
        accept(source, 20);
        completed(begin("{'source':'" + source + "','perSecond':1000,'until':'2099-01-01T00:00:00Z'}"));
        assertThat(completed(begin("{'source':'" + source + "','perSecond':1000}"))
                        .get("replayed")
                        .asInt())
                .isEqualTo(20);
        assertThat(copies(source, "")).isEqualTo(40);
        assertThat(copies(source, "DISTINCT")).isEqualTo(20);
    }

    @Test
    void goesOnWhereItWasWhenItsConnectionsAreKilled() {
        String source = unique();
        accept(source, 900);
        String id = begin("{'source':'" + source + "','perSecond':1000}");
        for (int kill = 1; kill <= 6; kill++) {
            int least = kill * 100;
            await().atMost(RunningAdministration.PATIENCE).pollInterval(OFTEN).until(() -> {
                bringForward(id);
                return copies(source, "") >= least;
            });
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name = 'fourways-ingest-background'");
        }
        await().atMost(RunningAdministration.PATIENCE)
                .ignoreExceptions()
                .pollInterval(OFTEN)
                .until(() -> {
                    bringForward(id);
                    return replay(id).get("state").asString().equals("completed");
                });
        assertThat(replay(id).get("replayed").asInt()).isEqualTo(900);
        assertNoFasterThanSaid(id);
        assertCopiedOnceEach(source, 900);
    }

    @Test
    void isFinishedByAnotherInstanceAndByOneAtATime() {
        String source = unique();
        accept(source, 1000);
        String id;
        try (RunningAdministration first = RunningAdministration.on(database, RunningAdministration.KEY)) {
            id = first.post("/v1/replays", "{\"source\":\"" + source + "\",\"perSecond\":1000}")
                    .text("/id");
            await().atMost(RunningAdministration.PATIENCE).pollInterval(OFTEN).until(() -> copies(source, "") >= 200);
        }
        assertThat(completed(id).get("replayed").asInt()).isEqualTo(1000);
        assertCopiedOnceEach(source, 1000);
    }

    @Test
    void isCancelledForGood() {
        String source = unique();
        accept(source, 1000);
        String id = begin("{'source':'" + source + "','perSecond':1}");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> replay(id).get("replayed").asInt() > 0);
        Answer cancelled = service.delete("/v1/replays/" + id);
        assertThat(cancelled.text("/state")).isEqualTo("cancelled");
        assertThat(cancelled.json().get("endedAt").isString()).isTrue();
        assertThat(copies(source, ""))
                .isEqualTo(cancelled.json().get("replayed").asInt());
        assertThat(service.delete("/v1/replays/" + id).json()).isEqualTo(cancelled.json());
        completed(begin("{'source':'" + unique() + "'}"));
        assertThat(replay(id)).isEqualTo(cancelled.json());
    }

    @Test
    void releasesWhatIsGenuineAndCountsWhatIsNot() {
        String source = unique();
        service.put("/v1/sources/" + source, "{\"provider\":\"github\",\"secrets\":[\"mended\"]}");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(source, "live", "{}", "mended").status() == 200);
        reject(source, 40, "mended");
        reject(source, 1, "also sent again");
        String filter = "'source':'" + source + "','verdict':'forged'";
        JsonNode replay = completed(begin("{" + filter + ",'perSecond':1000}"));
        assertThat(replay.get("replayed").asInt()).isEqualTo(20);
        assertThat(replay.get("failed").asInt()).isEqualTo(21);
        assertThat(database.count("SELECT count(DISTINCT event_id) FROM inbox WHERE event_id <> 'live' AND source = '"
                        + source + "'"))
                .isEqualTo(20);
        Answer left = service.post("/v1/replays", ("{" + filter + ",'dryRun':true}").replace('\'', '"'));
        assertThat(left.text("/count")).isEqualTo("21");
        JsonNode again = completed(begin("{" + filter + ",'perSecond':1000}"));
        assertThat(again.get("replayed").asInt()).isZero();
    }

    @Test
    void releasesOnceWhatTheProviderSentSeveralTimes() {
        String source = unique();
        service.put("/v1/sources/" + source, "{\"provider\":\"github\",\"secrets\":[\"mended\"]}");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(source, "live", "{}", "mended").status() == 200);
        for (int i = 0; i < 3; i++) {
            reject(source, 4, "mended");
        }
        String id = begin("{'source':'" + source + "','verdict':'forged','perSecond':5}");
        JsonNode replay = completed(id);
        assertNoFasterThanSaid(id);
        assertThat(replay.get("replayed").asInt()).isEqualTo(6);
        assertThat(database.count("SELECT count(*) FROM inbox WHERE event_id <> 'live' AND source = '" + source + "'"))
                .isEqualTo(2);
    }

    @Test
    void releasesThoseSetAsideAsTheEventsThatTheyAre() {
        String source = unique();
        accept(source, 30);
        database.execute("UPDATE inbox SET published_at = NULL, unpublishable = 'too-large' WHERE event_id::int <= 10"
                + " AND source = '" + source + "'");
        assertThat(service.post("/v1/replays", "{\"dryRun\":true,\"setAside\":true,\"source\":\"" + source + "\"}")
                        .text("/count"))
                .isEqualTo("10");
        JsonNode replay = completed(begin("{'source':'" + source + "','setAside':true,'perSecond':1000}"));
        assertThat(replay.get("replayed").asInt()).isEqualTo(10);
        assertThat(replay.at("/request/setAside").asBoolean()).isTrue();
        assertThat(copies(source, "")).isZero();
        await().atMost(RunningAdministration.PATIENCE)
                .untilAsserted(() -> assertThat(database.count("SELECT count(*) FROM inbox WHERE source = '" + source
                                + "' AND unpublishable IS NULL AND published_at IS NOT NULL"))
                        .isEqualTo(30));
    }

    @Test
    void beginsOneReplayForOneIdempotencyKey() {
        String request = "{\"source\":\"" + unique() + "\"}";
        String key = unique();
        Answer begun = service.post("/v1/replays", request, key);
        assertThat(begun.status()).isEqualTo(201);
        Answer again = service.post("/v1/replays", request, key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(begun.text("/id"));
        assertThat(service.post("/v1/replays", request, key + "2").text("/id")).isNotEqualTo(begun.text("/id"));
    }

    @Test
    void saysHowManyRunSinceWhenAndWhatTheyHaveDone() {
        double replayed =
                service.meters().get("fourways.replay.replayed").counter().count();
        double failed = service.meters().get("fourways.replay.failed").counter().count();
        String source = unique();
        accept(source, 20);
        service.put("/v1/sources/" + source, "{\"provider\":\"github\",\"secrets\":[\"never\"]}");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(source, "live", "{}", "never").status() == 200);
        reject(source, 3, "other");
        String id = begin("{'source':'" + source + "','perSecond':1}");
        database.execute("UPDATE replay SET created_at = now() - interval '10 minutes' WHERE id = '" + id + "'");
        service.get(ReplayProbe.class).look().block(RunningAdministration.PATIENCE);
        assertThat(service.meters().get("fourways.replay.running").gauge().value())
                .isPositive();
        assertThat(service.meters().get("fourways.replay.age").gauge().value()).isBetween(600.0, 900.0);
        completed(begin("{'source':'" + source + "','verdict':'forged'}"));
        await().atMost(RunningAdministration.PATIENCE).untilAsserted(() -> {
            assertThat(service.meters()
                            .get("fourways.replay.replayed")
                            .counter()
                            .count())
                    .isGreaterThan(replayed);
            assertThat(service.meters().get("fourways.replay.failed").counter().count())
                    .isEqualTo(failed + 3);
        });
    }

    /** Its rows are locked by somebody else, so that each of its batches lasts longer than a statement may. */
    @Test
    void letsOthersGoOnWhileOneTakesTooLong() throws SQLException {
        String slow = unique();
        service.put("/v1/sources/" + slow, "{\"provider\":\"github\",\"secrets\":[\"a\"]}");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(slow, "live", "{}", "a").status() == 200);
        reject(slow, 2, "a");
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT id FROM rejected WHERE source = '" + slow + "' FOR UPDATE");
            String stuck = begin("{'source':'" + slow + "','verdict':'forged'}");
            String source = unique();
            accept(source, 10);
            completed(begin("{'source':'" + source + "'}"));
            assertCopiedOnceEach(source, 10);
            await().atMost(RunningAdministration.PATIENCE)
                    .until(() -> database.count("SELECT count(*) FROM replay WHERE id = '" + stuck
                                    + "' AND state = 'running' AND next_at > created_at + interval '5 seconds'")
                            == 1);
            holder.rollback();
            bringForward(stuck);
            assertThat(completed(stuck).get("replayed").asInt()).isOne();
        }
    }

    @Test
    void goesOnPastWhatCameFromASourceThatCannotBeUsed() {
        String unusable = unique();
        service.put("/v1/sources/" + unusable, "{\"provider\":\"github\",\"secrets\":[\"a\"]}");
        database.execute("UPDATE source SET sealed_secrets = 'x' WHERE name = '" + unusable + "'");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(unusable, "x", "{}", "a").status() == 503);
        reject(unusable, 2, "a");
        accept(unusable, 1);
        database.execute("UPDATE inbox SET published_at = NULL, unpublishable = 'too-large' WHERE source = '" + unusable
                + "' AND event_id = '1'");
        JsonNode forged = completed(begin("{'source':'" + unusable + "','verdict':'forged'}"));
        assertThat(forged.get("replayed").asInt()).isZero();
        assertThat(forged.get("failed").asInt()).isEqualTo(2);
        JsonNode setAside = completed(begin("{'source':'" + unusable + "','setAside':true}"));
        assertThat(setAside.get("replayed").asInt()).isZero();
        assertThat(setAside.get("failed").asInt()).isOne();
        service.put("/v1/sources/" + unusable, "{\"provider\":\"github\",\"secrets\":[\"a\"]}");
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.push(unusable, "x", "{}", "a").status() == 200);
        assertThat(completed(begin("{'source':'" + unusable + "','verdict':'forged'}"))
                        .get("replayed")
                        .asInt())
                .isOne();
        assertThat(completed(begin("{'source':'" + unusable + "','setAside':true}"))
                        .get("replayed")
                        .asInt())
                .isOne();
    }

    /** Each brings hundreds of events of a few bytes; what one transaction has written last has its number in {@code xmin}. */
    @Test
    void releasesWhatBringsManyEventsAFewAtATime() {
        String source = unique();
        service.put("/v1/sources/" + source, "{\"provider\":\"cloudevents\",\"secrets\":[\"a\"]}");
        database.execute("""
                INSERT INTO rejected (received_at, source, verdict, cause, url, headers, body, body_size)
                SELECT now(), '%s', 'forged', 'signature-mismatch', 'http://x/',
                    '{"authorization":["Bearer a"],"content-type":["application/cloudevents-batch+json"]}',
                    convert_to(body, 'UTF8'), octet_length(body)
                FROM (SELECT '[' || string_agg('{"specversion":"1.0","source":"s","type":"t","id":"' || w || '-' || n || '"}',
                        ',') || ']' AS body
                    FROM generate_series(1, 10) w, generate_series(1, 250) n GROUP BY w) webhooks""".formatted(source));
        await().atMost(RunningAdministration.PATIENCE)
                .until(() -> service.call(HttpMethod.POST, "/webhooks/" + source, "[]", "Authorization", "Bearer b")
                                .status()
                        == 401);
        JsonNode replay = completed(begin("{'source':'" + source + "','verdict':'forged','perSecond':1000}"));
        assertThat(replay.get("replayed").asInt()).isEqualTo(10);
        assertThat(database.count("SELECT count(*) FROM inbox WHERE source = '" + source + "'"))
                .isEqualTo(2_500);
        assertThat(database.count("SELECT max(events) FROM (SELECT count(*) AS events FROM identity WHERE source = '"
                        + source + "' GROUP BY xmin::text) transactions"))
                .isLessThanOrEqualTo(500);
    }

    /**
     * Each takes thirty milliseconds to store: a hundred of them longer than a statement may. Who takes the trigger away locks the whole
     * table first, as all others do: partition by partition it might wait for one who waits for it.
     */
    @Test
    void takesFewerAtOnceWhenSoManyTakeTooLong() {
        String source = unique();
        accept(source, 100);
        database.execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END'");
        database.execute("CREATE TRIGGER slow BEFORE INSERT ON inbox FOR EACH ROW WHEN (NEW.source = '" + source
                + "') EXECUTE FUNCTION slow()");
        try {
            String id = begin("{'source':'" + source + "','perSecond':1000}");
            await().atMost(RunningAdministration.PATIENCE).pollInterval(OFTEN).until(() -> {
                bringForward(id);
                return replay(id).get("state").asString().equals("completed");
            });
        } finally {
            database.execute("DO 'BEGIN LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE; DROP FUNCTION slow CASCADE; END'");
        }
        assertCopiedOnceEach(source, 100);
    }

    @Test
    void replaysLargeOnesAFewAtATime() {
        String source = unique();
        accept(source, 12);
        database.execute(
                "UPDATE inbox SET data = convert_to(repeat('x', 1000000), 'UTF8') WHERE source = '" + source + "'");
        completed(begin("{'source':'" + source + "','perSecond':1000}"));
        assertCopiedOnceEach(source, 12);
    }

    @Test
    void areBegunBesideTheReplayOfOneToo() {
        String source = unique();
        accept(source, 3);
        String filter = "{\"source\":\"" + source + "\"";
        assertThat(service.post("/v1/webhooks/replay", filter + ",\"dryRun\":true}")
                        .text("/count"))
                .isEqualTo("3");
        Answer begun = service.post("/v1/webhooks/replay", filter + "}");
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.headers().getLocation()).hasToString("/v1/replays/" + begun.text("/id"));
        assertThat(completed(begun.text("/id")).get("replayed").asInt()).isEqualTo(3);
        Answer other = service.get("/v1/webhooks/replay");
        assertThat(other.status()).isEqualTo(405);
        assertThat(other.headers().getAllow()).containsExactly(HttpMethod.POST);
    }

    @Test
    void refusesTooManyAtOnce() {
        database.execute("INSERT INTO replay (id, state, verdict, until, per_second, next_at, created_at)"
                + " SELECT 'future-' || n, 'running', 'accepted', now(), 1, now() + interval '1 hour', now()"
                + " FROM generate_series(1, " + ReplayTable.MAX_RUNNING + ") n");
        Answer refused = service.post("/v1/replays", "{}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("too-many-replays");
        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("60");
    }

    @Test
    void forgetsThoseThatEndedLongAgoAndListsTheNewestFirst() {
        database.execute("INSERT INTO replay (id, state, verdict, until, per_second, next_at, created_at, ended_at)"
                + " SELECT 'ended-' || n, 'completed', 'accepted', now(), 1, now(), now() - n * interval '1 day',"
                + " now() - n * interval '1 day' FROM generate_series(29, 31) n");
        String id = begin("{'source':'" + unique() + "'}");
        assertThat(service.get("/v1/replays").text("/replays/0/id")).isEqualTo(id);
        assertThat(service.get("/v1/replays").text()).contains("ended-29").doesNotContain("ended-31");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verdict   | {'verdict':'good'}",
                "source    | {'source':'a.b'}",
                "source    | {'source':1}",
                "type      | {'verdict':'stale','type':'github.push'}",
                "since     | {'since':'yesterday'}",
                "until     | {'until':5}",
                "since     | {'since':'0000-01-01T00:00:00Z'}",
                "until     | {'until':'+999999999-01-01T00:00:00Z'}",
                "perSecond | {'perSecond':0}",
                "perSecond | {'perSecond':1001}",
                "perSecond | {'perSecond':1.5}",
                "dryRun    | {'dryRun':'yes'}",
                "setAside  | {'setAside':1}",
                "setAside  | {'setAside':true,'verdict':'forged'}",
                "limit     | {'limit':1}",
            })
    void namesTheMemberThatIsWrong(String member, String request) {
        Answer answer = service.post("/v1/replays", request.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/member")).isEqualTo(member);
    }

    @Test
    void knowsNothingOfAReplayThatIsNotThere() {
        assertThat(service.get("/v1/replays/nothing").problem()).isEqualTo("unknown-replay");
        assertThat(service.delete("/v1/replays/nothing").problem()).isEqualTo("unknown-replay");
        assertThat(service.get("/v1/replays/a%00b").problem()).isEqualTo("unknown-replay");
    }
}
