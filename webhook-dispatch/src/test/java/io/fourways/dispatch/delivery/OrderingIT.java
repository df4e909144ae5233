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
}
