package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class OrderingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    @Test
    void deliversOneAfterTheOtherThoughTwoDispatchersShareIt() {
        String endpoint = owed.endpoint(receivers.at("a", 200), "ordering = 'skipping'");
        try (RunningDelivery second = RunningDelivery.on(server.url(), clock)) {
            List<String> messages = owed.messages(clock.instant(), 40, List.of(endpoint));
            dispatcher.raise(endpoint);
            second.raise(endpoint);
            awaiting(() -> assertThat(owed.inState(0)).isEqualTo(40));
            assertThat(receivers.received("a")).containsExactlyElementsOf(messages);
            assertThat(receivers.most("a")).isOne();
        }
    }

    @Test
    void waitsForTheFirstOneAndSkipsItWhenItIsGivenUp() {
        String endpoint = owed.endpoint(
                receivers.at("a", n -> Answer.of(n <= 2 ? 500 : 200)), "ordering = 'skipping'", "schedule = '{60}'");
        List<String> messages = owed.messages(clock.instant(), 3, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.attempts()).isOne());
        clock.travel(Duration.ofSeconds(30));
        awaiting(() -> assertThat(server.count(
                        "SELECT count(*) FROM endpoint_health WHERE open_until > '" + clock.instant() + "'"))
                .isOne());
        assertThat(receivers.received("a")).containsExactly(messages.get(0));
        clock.travel(Duration.ofSeconds(60));
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(2));
        assertThat(receivers.received("a"))
                .containsExactly(messages.get(0), messages.get(0), messages.get(1), messages.get(2));
        assertThat(owed.inState(2)).isOne();
    }

    @Test
    void parksAtOneThatIsGivenUpUntilSomebodyHasLookedAfterIt() {
        String endpoint = owed.endpoint(
                receivers.at("a", n -> Answer.of(n == 1 ? 500 : 200)), "ordering = 'parking'", "schedule = '{}'");
        List<String> messages = owed.messages(clock.instant(), 3, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        dispatcher.raise(endpoint);
        awaiting(() ->
                assertThat(server.text("SELECT parked_by FROM endpoint_health")).isEqualTo(messages.get(0)));
        assertThat(receivers.received("a")).hasSize(1);
        server.execute("UPDATE delivery SET state = 1, trigger = 1, due_at = now() WHERE state = 2");
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(3));
        assertThat(receivers.received("a"))
                .containsExactly(messages.get(0), messages.get(0), messages.get(1), messages.get(2));
        assertThat(server.count("SELECT count(*) FROM attempt WHERE trigger = 1"))
                .isOne();
    }

    /** The first answer comes only when there is something new. */
    @Test
    void keepsTheOrderWhenItIsDisabledAndEnabled() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint = owed.endpoint(
                receivers.at("a", n -> n == 1 ? Answer.of(200).after(answer.asMono()) : Answer.of(200)),
                "ordering = 'skipping'",
                "disabled = true");
        List<String> messages = new ArrayList<>(owed.messages(clock.instant(), 20, List.of(endpoint)));
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(20));
        server.execute("UPDATE endpoint SET disabled = false");
        awaiting(() -> assertThat(receivers.received("a")).hasSize(1));
        messages.addAll(owed.messages(clock.instant(), 5, List.of(endpoint)));
        dispatcher.raise(endpoint);
        answer.tryEmitEmpty();
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(25));
        assertThat(receivers.received("a")).containsExactlyElementsOf(messages);
    }

    @Test
    void sendsNothingBeforeAllThatWasHeldIsReleased() throws SQLException {
        String endpoint = owed.endpoint(receivers.at("a", 200), "ordering = 'skipping'", "disabled = true");
        List<String> messages = owed.messages(clock.instant(), 5, List.of(endpoint));
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(5));
        try (Connection elsewhere = server.connect();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("SELECT FROM delivery WHERE message_id = '" + messages.get(0) + "' FOR UPDATE");
            server.execute("UPDATE endpoint SET disabled = false");
            awaiting(() -> assertThat(owed.inState(1)).isEqualTo(4));
            whileOthersAreDelivered(endpoint);
            assertThat(receivers.received("a")).isEmpty();
        }
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(10));
        assertThat(receivers.received("a")).containsExactlyElementsOf(messages);
    }

    @Test
    void sendsNothingTwiceAtOnceThatIsUnderWayWhenItIsDisabledAndEnabled() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint = owed.endpoint(
                receivers.at("a", n -> n == 1 ? Answer.of(200).after(answer.asMono()) : Answer.of(200)),
                "ordering = 'skipping'");
        List<String> messages = owed.messages(clock.instant(), 5, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaiting(() -> assertThat(receivers.received("a")).hasSize(1));
        server.execute("UPDATE endpoint SET disabled = true");
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(5));
        server.execute("UPDATE endpoint SET disabled = false");
        awaiting(() -> assertThat(owed.inState(4)).isZero());
        whileOthersAreDelivered(endpoint);
        assertThat(receivers.received("a")).hasSize(1);
        answer.tryEmitEmpty();
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(10));
        assertThat(receivers.received("a")).containsExactlyElementsOf(messages);
    }

    /** Claims go on: one after the other. */
    private void whileOthersAreDelivered(String endpoint) {
        String other = owed.endpoint(receivers.at("other", 200), "ordering = 'skipping'");
        owed.messages(clock.instant(), 5, List.of(other));
        dispatcher.raise(endpoint, other);
        awaiting(() -> assertThat(receivers.received("other")).hasSize(5));
    }
}
