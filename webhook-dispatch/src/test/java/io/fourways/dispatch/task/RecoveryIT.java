package io.fourways.dispatch.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.svix.Svix;
import com.svix.api.BackgroundTaskListOptions;
import com.svix.api.EndpointRecoverOptions;
import com.svix.models.BackgroundTaskOut;
import com.svix.models.BackgroundTaskStatus;
import com.svix.models.BackgroundTaskType;
import com.svix.models.EventExampleIn;
import com.svix.models.RecoverIn;
import com.svix.models.RecoverOut;
import com.svix.models.ReplayIn;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.message.api.SomeApp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class RecoveryIT {

    private static final RunningApi API = RunningApi.shared();
    private static final Svix SVIX = API.svix();
    private final OffsetDateTime longAgo =
            Instant.now().atOffset(ZoneOffset.UTC).minusHours(12);

    @Test
    void triesAgainWhatWasGivenUpSinceThenBehindLiveTraffic() throws Exception {
        SomeApp app = SomeApp.called("recover");
        // disabled, so that nobody delivers meanwhile
        String endpoint = app.endpoint("ep", "NULL", true);
        messages(app, 250);
        deliveries(app, endpoint, 2);
        execute("UPDATE delivery SET state = 0 WHERE app_id = '" + app.id()
                + "' AND message_id IN (SELECT id FROM message" + " WHERE app_id = '" + app.id()
                + "' AND event_id = '7')");
        RecoverOut begun = SVIX.getEndpoint().recover("recover", "ep", new RecoverIn().since(longAgo));
        assertThat(begun.getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_RECOVER);
        awaitFinished(begun.getId());
        assertThat(count("SELECT count(*) FROM delivery WHERE app_id = '" + app.id()
                        + "' AND state = 4 AND backlog AND attempts = 0 AND fence = 1"))
                .isEqualTo(249);
        assertThat(data(begun.getId())).contains("counted=249", "done=249");
    }

    @Test
    void leavesOutWhatIsOlderOrNewer() throws Exception {
        SomeApp app = SomeApp.called("span");
        String endpoint = app.endpoint("ep", "NULL", true);
        messages(app, 3);
        deliveries(app, endpoint, 2);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(1);
        RecoverOut begun = SVIX.getEndpoint()
                .recover(
                        "span",
                        "ep",
                        new RecoverIn().since(longAgo.minusHours(1)).until(longAgo));
        awaitFinished(begun.getId());
        assertThat(count("SELECT count(*) FROM delivery WHERE app_id = '" + app.id() + "' AND state = 4"))
                .isZero();
        assertThat(RunningApi.refusal(() -> SVIX.getEndpoint()
                                .recover(
                                        "span", "ep", new RecoverIn().since(now).until(longAgo)))
                        .fault())
                .isEqualTo("body/until");
    }

    @Test
    void owesAnEndpointWhatItHasMissed() throws Exception {
        SomeApp app = SomeApp.called("missing");
        messages(app, 230);
        String endpoint = app.endpoint("ep", "'{t0,t1}'", true);
        execute(
                "INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at, updated_at)"
                        + " SELECT id, created_at, '" + endpoint + "', app_id, event_type, 0, now(), now() FROM message"
                        + " WHERE app_id = '" + app.id() + "' AND event_id = '0'");
        execute("UPDATE message SET payload = NULL WHERE app_id = '" + app.id() + "' AND event_id = '1'");
        String id = SVIX.getEndpoint()
                .replayMissing("missing", "ep", new ReplayIn().since(longAgo))
                .getId();
        awaitFinished(id);
        assertThat(count("SELECT count(*) FROM delivery WHERE endpoint_id = '" + endpoint
                        + "' AND state = 4 AND backlog"))
                .isEqualTo(44);
        assertThat(count("SELECT count(*) FROM delivery WHERE endpoint_id = '" + endpoint + "' AND state = 0"))
                .isEqualTo(1);
        assertThat(data(id)).contains("counted=44", "done=44");
    }

    /** Whatever it filters by, as when the example was sent. */
    @Test
    void owesAnExampleToNobodyButWhomItWasFor() throws Exception {
        SomeApp app = SomeApp.called("missed-example");
        String meant = app.endpoint("meant", "'{nothing}'", true);
        app.endpoint("other", "NULL", true);
        execute(
                "INSERT INTO event_type (name, description, schemas, created_at, updated_at) VALUES ('missed.example', '',"
                        + " '{\"1\":{\"examples\":[{}]}}', now(), now())");
        SVIX.getEndpoint().sendExample("missed-example", "meant", new EventExampleIn().eventType("missed.example"));
        for (String endpoint : List.of("other", "meant")) {
            awaitFinished(SVIX.getEndpoint()
                    .replayMissing("missed-example", endpoint, new ReplayIn().since(longAgo))
                    .getId());
        }
        assertThat(API.database()
                        .text("SELECT string_agg(endpoint_id, ' ') FROM delivery WHERE app_id = '" + app.id() + "'"))
                .isEqualTo(meant);
    }

    @Test
    void countsWithoutDoingAnything() {
        SomeApp app = SomeApp.called("count");
        String endpoint = app.endpoint("ep", "NULL", true);
        messages(app, 5);
        deliveries(app, endpoint, 2);
        Answer answer = API.call(
                HttpMethod.POST,
                "/api/v1/app/count/endpoint/ep/recover",
                "{\"since\":\"" + longAgo + "\",\"dryRun\":true}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"count\":5", "\"countedAll\":true");
        assertThat(count("SELECT count(*) FROM task WHERE app_id = '" + app.id() + "'"))
                .isZero();
    }

    /** As of one whose dispatcher has died. */
    @Test
    void goesOnFromWhereATaskStood() {
        SomeApp app = SomeApp.called("resume");
        String endpoint = app.endpoint("ep", "NULL", true);
        messages(app, 20);
        deliveries(app, endpoint, 2);
        String id = Ids.task(Instant.now());
        execute(task(
                id,
                app,
                endpoint,
                "now()",
                "(SELECT id FROM message WHERE app_id = '" + app.id() + "' AND event_id = '4')"));
        awaitFinished(id);
        assertThat(count("SELECT count(*) FROM delivery WHERE app_id = '" + app.id() + "' AND state = 4"))
                .isEqualTo(15);
        assertThat(count("SELECT count(*) FROM delivery WHERE app_id = '" + app.id() + "' AND state = 2"))
                .isEqualTo(5);
    }

    @Test
    void cancelsATask() {
        SomeApp app = SomeApp.called("cancel");
        String endpoint = app.endpoint("ep", "NULL", true);
        String id = Ids.task(Instant.now());
        execute(task(id, app, endpoint, "now() + interval '1 hour'", "NULL"));
        Answer cancelled = API.call(HttpMethod.DELETE, "/api/v1/background-task/" + id, null);
        assertThat(count("SELECT count(*) FROM task WHERE id = '" + id + "' AND state = 'cancelled'"))
                .isEqualTo(1);
        assertThat(cancelled.text("/status")).isEqualTo("failed");
        assertThat(cancelled.json().at("/data/cancelled").asBoolean()).isTrue();
        assertThat(API.callFor("others", HttpMethod.DELETE, "/api/v1/background-task/" + id, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void listsTheTasksOfTheAppsThatTheKeyOpens() throws Exception {
        SomeApp app = SomeApp.called("listed");
        app.endpoint("ep", "NULL", true);
        SomeApp.called("others");
        EndpointRecoverOptions options = new EndpointRecoverOptions();
        options.setIdempotencyKey("once");
        RecoverIn recovery = new RecoverIn().since(longAgo);
        String id =
                SVIX.getEndpoint().recover("listed", "ep", recovery, options).getId();
        assertThat(SVIX.getEndpoint().recover("listed", "ep", recovery, options).getId())
                .isEqualTo(id);
        awaitFinished(id);
        BackgroundTaskListOptions finished = new BackgroundTaskListOptions();
        finished.setStatus(BackgroundTaskStatus.FINISHED);
        finished.setTask(BackgroundTaskType.ENDPOINT_RECOVER);
        assertThat(ids(API.svix("listed"), finished)).containsExactly(id);
        assertThat(ids(API.svix(List.of(app.id())), finished)).containsExactly(id);
        assertThat(ids(API.svix("others"), finished)).isEmpty();
        assertThat(ids(SVIX, finished)).contains(id);
        assertThat(RunningApi.refusal(
                                () -> API.svix("others").getBackgroundTask().get(id))
                        .status())
                .isEqualTo(404);
    }

    private static List<String> ids(Svix svix, BackgroundTaskListOptions options) throws Exception {
        return svix.getBackgroundTask().list(options).getData().stream()
                .map(BackgroundTaskOut::getId)
                .toList();
    }

    private static String data(String id) throws Exception {
        return SVIX.getBackgroundTask().get(id).getData().toString();
    }

    private static void awaitFinished(String id) {
        await().atMost(RunningApi.PATIENCE)
                .until(() -> SVIX.getBackgroundTask().get(id).getStatus() == BackgroundTaskStatus.FINISHED);
    }

    private static String task(String id, SomeApp app, String endpoint, String nextAt, String reached) {
        return "INSERT INTO task (id, kind, state, app_id, endpoint_id, since, until, per_second, counted, reached, next_at,"
                + " created_at, updated_at) VALUES ('" + id + "', 'endpoint.recover', 'running', '" + app.id() + "', '"
                + endpoint + "', now() - interval '1 day', now(), 100, 20, " + reached + ", " + nextAt
                + ", now(), now())";
    }

    /** Messages whose ids count on, of ten types. */
    private static void messages(SomeApp app, int count) {
        for (int i = 0; i < count; i++) {
            Instant at = Instant.now();
            execute("INSERT INTO message (id, created_at, app_id, event_id, event_type, payload) VALUES ('"
                    + Ids.message(at) + "', '" + at + "', '" + app.id() + "', '" + i + "', 't" + i % 10 + "', '{}')");
        }
    }

    private static void deliveries(SomeApp app, String endpoint, int state) {
        execute(
                "INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, attempts, due_at,"
                        + " updated_at) SELECT id, created_at, '" + endpoint + "', app_id, event_type, " + state
                        + ", 9, now(), now() FROM message WHERE app_id = '" + app.id() + "'");
    }

    private static void execute(String sql) {
        API.database().execute(sql);
    }

    private static long count(String sql) {
        return API.database().count(sql);
    }
}
