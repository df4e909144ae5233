package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A header that no request can have stands for whatever may fail on this side. */
class UnsendableIT {

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

    /** The first of them cannot be sent, and all are due from now on. */
    private List<String> messages(int count, String endpoint) {
        List<String> messages = owed.messages(clock.instant(), count, List.of(endpoint));
        server.execute("UPDATE message SET traceparent = E'00-1\\n' WHERE id = '" + messages.get(0) + "'");
        server.execute("UPDATE endpoint SET disabled = false");
        return messages;
    }

    @Test
    void whatCannotBeSentIsGivenUpByTheScheduleAndHeldAgainstNobody() {
        String endpoint = owed.endpoint(receivers.at("a", 200), "schedule = '{60}'", "disabled = true");
        List<String> messages = messages(2, endpoint);
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(2));
        assertThat(server.text("SELECT response_code || ' ' || status FROM attempt WHERE message_id = '"
                        + messages.get(0) + "'"))
                .isEqualTo("0 2");
        assertThat(owed.inState(1)).isOne();
        clock.travel(Duration.ofMinutes(2));
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        assertThat(owed.attempts()).isEqualTo(3);
        assertThat(server.count("SELECT count(*) FROM endpoint_health")).isZero();
        assertThat(receivers.received("a")).containsExactly(messages.get(1));
        awaiting(() ->
                assertThat(dispatcher.gauge("fourways.dispatch.in.flight")).isZero());
    }

    @Test
    void anOrderedEndpointStopsAtItAsAtAnyOther() {
        String endpoint =
                owed.endpoint(receivers.at("a", 200), "schedule = '{60}'", "ordering = 'parking'", "disabled = true");
        List<String> messages = messages(2, endpoint);
        awaiting(() -> assertThat(owed.attempts()).isOne());
        assertThat(server.text("SELECT extract(epoch FROM h.open_until - d.updated_at)::int"
                        + " FROM endpoint_health h, delivery d WHERE message_id = '" + messages.get(0) + "'"))
                .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(53, 67));
        clock.travel(Duration.ofMinutes(2));
        awaiting(() -> assertThat(owed.inState(2)).isOne());
        assertThat(server.text("SELECT parked_by FROM endpoint_health")).isEqualTo(messages.get(0));
        assertThat(owed.attempts()).isEqualTo(2);
        assertThat(receivers.received("a")).isEmpty();
    }
}
