package io.fourways.dispatch.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.svix.Svix;
import com.svix.api.MessageAttempt;
import com.svix.api.MessageAttemptListAttemptedMessagesOptions;
import com.svix.api.MessageAttemptListByEndpointOptions;
import com.svix.api.MessageAttemptListByMsgOptions;
import com.svix.models.EndpointMessageOut;
import com.svix.models.MessageAttemptOut;
import com.svix.models.MessageAttemptTriggerType;
import com.svix.models.MessageEndpointOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageStatus;
import com.svix.models.StatusCodeClass;
import io.fourways.dispatch.api.RunningApi;
import io.fourways.dispatch.api.RunningApi.Answer;
import io.fourways.dispatch.id.Ids;
import io.fourways.dispatch.message.api.SomeApp;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class AttemptsIT {

    private static final RunningApi API = RunningApi.shared();
    private static final Svix SVIX = API.svix();
    private static final MessageAttempt ATTEMPTS = SVIX.getMessageAttempt();

    @Test
    void showsAttemptsByEndpointAndByMessage() throws Exception {
        SomeApp app = SomeApp.called("attempts");
        String one = app.endpoint("one", "NULL", true);
        String two = app.endpoint("two", "NULL", true);
        String first = message("attempts", "a", Set.of("x"));
        String second = message("attempts", "b", null);
        String failed = attempt(app, first, one, 2, 500);
        String delivered = attempt(app, first, one, 0, 200);
        String other = attempt(app, first, two, 2, 0);
        String last = attempt(app, second, one, 0, 204);
        assertThat(ATTEMPTS.listByEndpoint("attempts", "one").getData())
                .extracting(MessageAttemptOut::getId)
                .containsExactly(last, delivered, failed);
        assertThat(ATTEMPTS.listByMsg("attempts", first).getData())
                .extracting(MessageAttemptOut::getId)
                .containsExactly(other, delivered, failed);
        MessageAttemptListByMsgOptions atTwo = new MessageAttemptListByMsgOptions();
        atTwo.setEndpointId("two");
        assertThat(ATTEMPTS.listByMsg("attempts", first, atTwo).getData())
                .extracting(MessageAttemptOut::getId)
                .containsExactly(other);
        MessageAttemptListByEndpointOptions failures = new MessageAttemptListByEndpointOptions();
        failures.setStatus(MessageStatus.FAIL);
        failures.setStatusCodeClass(StatusCodeClass.CODE5XX);
        failures.setChannel("x");
        failures.setWithMsg(true);
        MessageAttemptOut found =
                ATTEMPTS.listByEndpoint("attempts", "one", failures).getData().get(0);
        assertThat(found.getId()).isEqualTo(failed);
        assertThat(found.getMsg().getId()).isEqualTo(first);
        MessageAttemptOut shown = ATTEMPTS.get("attempts", first, failed);
        assertThat(shown.getResponse()).isEqualTo("oops");
        assertThat(shown.getResponseStatusCode()).isEqualTo((short) 500);
        assertThat(shown.getResponseDurationMs()).isEqualTo(12);
        assertThat(shown.getTriggerType()).isEqualTo(MessageAttemptTriggerType.SCHEDULED);
        assertThat(shown.getStatus()).isEqualTo(MessageStatus.FAIL);
        assertThat(RunningApi.refusal(() -> ATTEMPTS.get("attempts", second, failed))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void forgetsWhatWasAnswered() throws Exception {
        SomeApp app = SomeApp.called("forgets");
        String endpoint = app.endpoint("one", "NULL", true);
        String message = message("forgets", "a", null);
        String attempt = attempt(app, message, endpoint, 2, 500);
        ATTEMPTS.expungeContent("forgets", message, attempt);
        assertThat(ATTEMPTS.get("forgets", message, attempt).getResponse()).isEqualTo("EXPUNGED");
        assertThat(RunningApi.refusal(() -> ATTEMPTS.expungeContent("forgets", message, "atmpt_x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void showsWhatIsOwedByEndpointAndByMessage() throws Exception {
        SomeApp app = SomeApp.called("owed");
        String endpoint = app.endpoint("one", "NULL", true);
        String delivered = message("owed", "a", Set.of("x"));
        String waiting = message("owed", "b", null);
        app.enable(endpoint); // or the dispatcher would hold what waits as soon as it sees it
        deliver(app, delivered, endpoint, 0);
        deliver(app, waiting, endpoint, 1);
        assertThat(ATTEMPTS.listAttemptedMessages("owed", "one").getData())
                .extracting(EndpointMessageOut::getId, EndpointMessageOut::getStatus)
                .containsExactly(tuple(waiting, MessageStatus.PENDING), tuple(delivered, MessageStatus.SUCCESS));
        MessageAttemptListAttemptedMessagesOptions pending = new MessageAttemptListAttemptedMessagesOptions();
        pending.setStatus(MessageStatus.PENDING);
        EndpointMessageOut found =
                ATTEMPTS.listAttemptedMessages("owed", "one", pending).getData().get(0);
        assertThat(found.getId()).isEqualTo(waiting);
        assertThat(found.getNextAttempt()).isNotNull();
        MessageEndpointOut destination =
                ATTEMPTS.listAttemptedDestinations("owed", delivered).getData().get(0);
        assertThat(destination.getId()).isEqualTo(endpoint);
        assertThat(destination.getStatus()).isEqualTo(MessageStatus.SUCCESS);
        assertThat(destination.getNextAttempt()).isNull();
    }

    @Test
    void makesAMessageDueAgainWhateverBecameOfIt() throws Exception {
        SomeApp app = SomeApp.called("resend");
        String endpoint = app.endpoint("one", "NULL", true);
        String message = message("resend", "a", null);
        assertThat(resend(true, "resend", message, "one").status()).isEqualTo(202);
        assertThat(delivery(message, endpoint)).isEqualTo("4 1 0");
        deliver(app, message, endpoint, 0);
        assertThat(resend(true, "resend", message, "one").status()).isEqualTo(202);
        assertThat(delivery(message, endpoint)).isEqualTo("4 1 1");
    }

    @Test
    void leavesToItselfWhatIsBeingSent() throws Exception {
        SomeApp app = SomeApp.called("sending");
        String message = message("sending", "a", null);
        String endpoint = app.endpoint("one", "NULL", false);
        lease(app, message, endpoint, "now() + interval '1 minute'");
        assertThat(resend(true, "sending", message, "one").status()).isEqualTo(202);
        assertThat(delivery(message, endpoint)).isEqualTo("1 0 0");
        assertThat(ATTEMPTS.listAttemptedMessages("sending", "one").getData())
                .extracting(EndpointMessageOut::getStatus)
                .containsExactly(MessageStatus.SENDING);
    }

    @Test
    void leavesWhatAnOrderedEndpointIsOwedInItsPlace() throws Exception {
        SomeApp app = SomeApp.called("place");
        String message = message("place", "a", null);
        String endpoint = app.endpoint("one", "NULL", false);
        API.database().execute("UPDATE endpoint SET ordering = 'skipping' WHERE id = '" + endpoint + "'");
        lease(app, message, endpoint, "now()");
        String of = " FROM delivery WHERE message_id = '" + message + "'";
        String place = API.database().text("SELECT due_at" + of);
        assertThat(resend(true, "place", message, "one").status()).isEqualTo(202);
        assertThat(delivery(message, endpoint)).isEqualTo("1 0 0");
        API.database().execute("UPDATE endpoint SET disabled = true WHERE id = '" + endpoint + "'");
        API.database().execute("UPDATE delivery SET leased = false WHERE message_id = '" + message + "'");
        assertThat(resend(true, "place", message, "one").status()).isEqualTo(202);
        assertThat(delivery(message, endpoint)).isEqualTo("4 1 1");
        assertThat(API.database().text("SELECT due_at" + of)).isEqualTo(place);
    }

    @Test
    void doesNotSendAgainWhatIsExpunged() throws Exception {
        SomeApp.called("expunged").endpoint("one", "NULL", true);
        String message = message("expunged", "a", null);
        SVIX.getMessage().expungeContent("expunged", message);
        assertThat(resend(true, "expunged", message, "one").text("/code")).isEqualTo("missing_payload");
    }

    @Test
    void showsNothingToAnotherAppsKey() throws Exception {
        SomeApp app = SomeApp.called("attempts-mine");
        SomeApp.called("attempts-theirs");
        String endpoint = app.endpoint("one", "NULL", true);
        String message = message("attempts-mine", "a", null);
        String attempt = attempt(app, message, endpoint, 0, 200);
        MessageAttempt theirs = API.svix("attempts-theirs").getMessageAttempt();
        assertThat(RunningApi.refusal(() -> theirs.listByEndpoint("attempts-theirs", endpoint))
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.listByMsg("attempts-theirs", message))
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.listAttemptedMessages("attempts-theirs", endpoint))
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.listAttemptedDestinations("attempts-theirs", message))
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.get("attempts-theirs", message, attempt))
                        .status())
                .isEqualTo(404);
        assertThat(resend("attempts-theirs", "attempts-theirs", message, endpoint)
                        .status())
                .isEqualTo(404);
        assertThat(RunningApi.refusal(() -> theirs.listByMsg("attempts-mine", message))
                        .status())
                .isEqualTo(404);
    }

    /** Past Svix's client, whose HTTP client refuses a POST without a body. */
    private static Answer resend(Object webhooks, String app, String message, String endpoint) {
        String path = "/api/v1/app/" + app + "/msg/" + message + "/endpoint/" + endpoint + "/resend";
        return API.callFor(webhooks, HttpMethod.POST, path, null);
    }

    private static String message(String app, String type, Set<String> channels) throws Exception {
        return SVIX.getMessage()
                .create(app, new MessageIn().eventType(type).payload("{}").channels(channels))
                .getId();
    }

    private static String attempt(SomeApp app, String message, String endpoint, int status, int code) {
        Instant now = Instant.now();
        String id = Ids.attempt(now);
        API.database()
                .execute(
                        "INSERT INTO attempt (id, created_at, message_id, endpoint_id, app_id, event_type, url, status,"
                                + " trigger, response_code, response, duration_ms) VALUES ('" + id + "', '" + now
                                + "', '"
                                + message + "', '" + endpoint + "', '" + app.id() + "', 't', 'http://192.0.2.1/', "
                                + status
                                + ", 0, " + code + ", 'oops', 12)");
        return id;
    }

    /** As if it had come to that; what waits does for an hour. */
    private static void deliver(SomeApp app, String message, String endpoint, int state) {
        API.database()
                .execute("INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,"
                        + " updated_at) SELECT id, created_at, '" + endpoint + "', '" + app.id() + "', event_type, "
                        + state
                        + ", now() + interval '1 hour', now() FROM message WHERE id = '" + message
                        + "' ON CONFLICT (message_id, endpoint_id, created_at) DO UPDATE SET state = " + state
                        + ", trigger = 0, due_at = EXCLUDED.due_at");
    }

    /** As a dispatcher has it that is sending it. */
    private static void lease(SomeApp app, String message, String endpoint, String dueAt) {
        API.database()
                .execute("INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,"
                        + " updated_at, leased, lease_until) SELECT id, created_at, '" + endpoint + "', '" + app.id()
                        + "', event_type, 1, " + dueAt + ", now(), true, now() + interval '1 minute'"
                        + " FROM message WHERE id = '" + message + "'");
    }

    /** Its state, its trigger, its fence. */
    private static String delivery(String message, String endpoint) {
        return API.database()
                .text("SELECT state || ' ' || trigger || ' ' || fence FROM delivery WHERE message_id = '" + message
                        + "' AND endpoint_id = '" + endpoint + "'");
    }
}
