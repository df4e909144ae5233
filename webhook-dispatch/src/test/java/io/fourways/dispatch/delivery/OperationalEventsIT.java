package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of messages that fail. */
class OperationalEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OFTEN = "schedule = '{1,1,1,1,1,1}'";

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher = RunningDelivery.on(server.url(), clock);
    private final Owed owed = new Owed(server).app();

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    /** A message that fails so often before its endpoint has it. */
    private String failing(int failures, String schedule) {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(n <= failures ? 500 : 201)), schedule);
        return owed.message(clock.instant(), endpoint);
    }

    private void awaitAttempts(int attempts) {
        for (int made = 1; made <= attempts; made++) {
            int so = made;
            awaiting(() -> assertThat(owed.attempts()).isGreaterThanOrEqualTo(so));
            clock.travel(Duration.ofSeconds(2));
        }
        assertThat(owed.attempts()).isEqualTo(attempts);
    }

    private void sendAgain() {
        long before = owed.attempts();
        server.execute("UPDATE delivery SET state = 1, trigger = 1, due_at = now()");
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(before + 1));
    }

    private List<JsonNode> events() {
        String events = server.text(
                "SELECT coalesce(json_agg(convert_from(event, 'UTF8')::json ORDER BY id), '[]') FROM outbox");
        return List.copyOf(JsonMapper.shared().readTree(events).values());
    }

    private List<String> said() {
        return events().stream().map(event -> event.at("/type").asString()).toList();
    }

    /** Its last attempt is one that was made, with what came of it. */
    private void assertTells(JsonNode event, String type, String message, int attempt, int status) {
        assertThat(event.at("/type").asString()).isEqualTo(type);
        assertThat(event.at("/channel").asString()).isEqualTo("operational.acme." + type);
        assertThat(event.at("/fourwaysoperational").asBoolean()).isTrue();
        JsonNode data = event.at("/data");
        assertThat(data.propertyNames())
                .containsExactlyInAnyOrder("appId", "appUid", "endpointId", "msgId", "lastAttempt");
        assertThat(data.at("/appId").asString()).isEqualTo(Owed.APP);
        assertThat(data.at("/appUid").asString()).isEqualTo("acme");
        assertThat(data.at("/endpointId").asString()).isEqualTo(server.text("SELECT id FROM endpoint"));
        assertThat(data.at("/msgId").asString()).isEqualTo(message);
        JsonNode last = data.at("/lastAttempt");
        assertThat(last.at("/responseStatusCode").asInt()).isEqualTo(status);
        String made = "SELECT id FROM attempt WHERE created_at = '"
                + last.at("/timestamp").asString() + "' AND response_code = " + status + " AND (SELECT count(*)"
                + " FROM attempt earlier WHERE earlier.created_at <= attempt.created_at) = " + attempt;
        assertThat(server.text(made)).isEqualTo(last.at("/id").asString());
    }

    @Test
    void sayOnceThatAMessageFailsAndOnceThatItHasArrivedAfterAll() {
        String message = failing(5, OFTEN);
        awaitAttempts(6);
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(events()).hasSize(2);
        assertTells(events().get(0), "message.attempt.failing", message, 4, 500);
        assertTells(events().get(1), "message.attempt.recovered", message, 6, 201);
    }

    @Test
    void sayNothingOfAMessageThatArrivesSoonEnough() {
        failing(3, OFTEN);
        awaitAttempts(4);
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(events()).isEmpty();
    }

    @Test
    void sayNothingMoreWhenWhatHasArrivedIsSentAgain() {
        failing(4, OFTEN);
        awaitAttempts(5);
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        sendAgain();
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(said()).containsExactly("message.attempt.failing", "message.attempt.recovered");
    }

    @Test
    void sayThatAMessageHasArrivedThatWasGivenUpHoweverEarly() {
        failing(1, "schedule = '{}'");
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        sendAgain();
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(said()).containsExactly("message.attempt.exhausted", "message.attempt.recovered");
    }

    @Test
    void sayNothingOfMessagesThatAreSuchEventsThemselves() {
        server.execute("ALTER TABLE message ALTER operational SET DEFAULT true");
        failing(5, OFTEN);
        awaitAttempts(6);
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(events()).isEmpty();
    }
}
