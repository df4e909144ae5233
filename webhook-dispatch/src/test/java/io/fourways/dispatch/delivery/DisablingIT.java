package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.service.database.Partitions;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class DisablingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

    private void travel(Duration further) {
        clock.travel(further);
        dispatcher.get(Partitions.class).create().block(PATIENCE);
    }

    private long disabled() {
        return server.count("SELECT count(*) FROM endpoint WHERE disabled");
    }

    private String events() {
        return server.text(
                "SELECT string_agg(convert_from(event, 'UTF8')::json ->> 'type', ' ' ORDER BY id) FROM outbox");
    }

    /** What an endpoint that is disabled is owed, to be changed before it is enabled. */
    private List<String> held(int messages, String endpoint) {
        List<String> ids = owed.messages(clock.instant(), messages, List.of(endpoint));
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(messages));
        return ids;
    }

    private void enable() {
        server.execute("UPDATE endpoint SET disabled = false");
    }

    @Test
    void aFailureLongAfterAnotherDisablesNobody() {
        String endpoint = owed.endpoint(receivers.at("a", 500), "schedule = '{}'");
        owed.message(clock.instant(), endpoint);
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        travel(Duration.ofDays(21));
        owed.message(clock.instant(), endpoint);
        awaiting(() -> assertThat(owed.inState(2)).isEqualTo(2));
        assertThat(disabled()).isZero();
        assertThat(server.count(
                        "SELECT count(*) FROM endpoint_health h JOIN attempt a ON a.created_at = h.failing_since"
                                + " WHERE a.created_at = (SELECT max(created_at) FROM attempt)"))
                .as("counted from the second")
                .isOne();
    }

    @Test
    void whatIsExpungedBeforeItIsSentDisablesNobody() {
        String endpoint = owed.endpoint(receivers.at("a", 500), "disabled = true");
        held(1, endpoint);
        server.execute("UPDATE message SET payload = NULL");
        server.execute("INSERT INTO endpoint_health (endpoint_id, failing_since, failures) VALUES ('" + endpoint
                + "', now() - interval '6 days', 3)");
        enable();
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        assertThat(disabled()).isZero();
    }

    @Test
    void isNotDisabledByWhatItsFormerUrlSays() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint = owed.endpoint(receivers.at("old", n -> Answer.of(410).after(answer.asMono())));
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(receivers.received("old")).hasSize(1));
        server.execute("UPDATE endpoint SET url = '" + receivers.at("new", 200) + "'");
        answer.tryEmitEmpty();
        awaiting(() -> assertThat(owed.attempts()).isOne());
        assertThat(disabled()).isZero();
        clock.travel(Duration.ofSeconds(6));
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(receivers.received("new")).hasSize(1);
    }

    /** Who changes an endpoint locks it, and then how it fares; who records does so the other way about. */
    @Test
    void waitsForNobodyWhoIsJustChangingTheEndpoint() throws SQLException {
        String endpoint = owed.endpoint(receivers.at("a", 410));
        try (Connection other = server.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE endpoint SET description = 'about to be mended'");
            owed.message(clock.instant(), endpoint);
            dispatcher.raise(endpoint);
            awaiting(() -> assertThat(owed.attempts()).isOne());
            other.commit();
        }
        assertThat(disabled()).isZero();
        clock.travel(Duration.ofSeconds(6));
        awaiting(() -> assertThat(disabled()).isOne());
    }

    @Test
    void saysSoWhateverMessageItWas() {
        String endpoint = owed.endpoint(receivers.at("a", 410), "disabled = true");
        held(1, endpoint);
        server.execute("UPDATE message SET operational = true");
        enable();
        awaiting(() -> assertThat(owed.attempts()).isOne());
        assertThat(disabled()).isOne();
        assertThat(events()).isEqualTo("endpoint.disabled");
    }

    @Test
    void failuresOfMessagesAboutDispatchItselfMakeNoMoreOfThem() {
        String endpoint = owed.endpoint(receivers.at("a", 500), "schedule = '{}'", "disabled = true");
        List<String> messages = held(2, endpoint);
        server.execute("UPDATE message SET operational = true WHERE id = '" + messages.get(0) + "'");
        enable();
        awaiting(() -> assertThat(owed.inState(2)).isEqualTo(2));
        assertThat(events()).isEqualTo("message.attempt.exhausted");
        assertThat(server.text("SELECT convert_from(event, 'UTF8')::json -> 'data' ->> 'msgId' FROM outbox"))
                .isEqualTo(messages.get(1));
    }
}
