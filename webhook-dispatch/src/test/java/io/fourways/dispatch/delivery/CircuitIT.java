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
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CircuitIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** From each dispatcher, before the circuit breaker opens: as many failures as it takes, and what was under way then. */
    private static final long ALLOWED_EACH = 10 + 10 - 1;

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery first = RunningDelivery.on(server.url(), clock, PROPERTIES);
    private final RunningDelivery second = RunningDelivery.on(server.url(), clock, PROPERTIES);
    private final Owed owed = new Owed(server).app();
    private final AtomicInteger status = new AtomicInteger(500);

    private static final String[] PROPERTIES = {"isolation.ramp=1h", "operational.disable-after=5d"};

    @AfterEach
    void stop() {
        first.close();
        second.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    private long requests() {
        return receivers.received("a").size();
    }

    private String openUntil() {
        return server.text("SELECT max(open_until)::text FROM endpoint_health");
    }

    /** Neither dispatcher asks the endpoint again until the clock goes on. */
    private long openAgain(String before) {
        awaiting(() -> assertThat(openUntil()).isNotNull().isNotEqualTo(before));
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(requests()));
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM delivery WHERE leased"))
                .isZero());
        return requests();
    }

    @Test
    void letsOneProbeThroughAfterAnOutageAndThenMoreAndMore() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(status.get())));
        List<String> messages = owed.messages(clock.instant(), 200, List.of(endpoint));
        first.raise(endpoint);
        second.raise(endpoint);
        long atFirst = openAgain(null);
        assertThat(atFirst).isLessThanOrEqualTo(2 * ALLOWED_EACH);
        long untried = server.count("SELECT count(*) FROM delivery WHERE attempts = 0");
        assertThat(untried).isEqualTo(200 - atFirst);
        awaiting(
                () -> assertThat(first.gauge("fourways.dispatch.circuits.open")).isOne());

        clock.travel(Duration.ofHours(1));
        String opened = openUntil();
        long afterOneProbe = openAgain(opened);
        assertThat(afterOneProbe).isEqualTo(atFirst + 1);

        status.set(200);
        clock.travel(Duration.ofHours(1));
        awaiting(() -> assertThat(owed.inState(0)).isPositive());
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM endpoint_health WHERE ramp_from IS NOT NULL"))
                .isOne());
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM delivery WHERE leased"))
                .isZero());
        assertThat(owed.inState(0)).isLessThan(20);

        clock.travel(Duration.ofMinutes(12));
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(200));
        assertThat(receivers
                        .received("a")
                        .subList((int) afterOneProbe, receivers.received("a").size()))
                .containsExactlyInAnyOrderElementsOf(messages);
    }

    /** The other endpoint shows that deliveries go on all the while, one round after the other. */
    @Test
    void burnsNoMoreAttemptsWhileFailuresCannotBeRecorded() throws SQLException {
        String failing = owed.endpoint(receivers.at("a", n -> Answer.of(500)));
        String healthy = owed.endpoint(receivers.at("b", 200), "concurrency = 1");
        try (Connection slow = server.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("LOCK TABLE attempt IN EXCLUSIVE MODE");
            owed.messages(clock.instant(), 200, List.of(failing));
            awaiting(() -> assertThat(requests()).isGreaterThanOrEqualTo(10));
            owed.messages(clock.instant(), 60, List.of(healthy));
            first.raise(failing, healthy);
            second.raise(failing, healthy);
            awaiting(() -> assertThat(receivers.received("b")).hasSize(60));
            assertThat(requests()).isLessThanOrEqualTo(2 * ALLOWED_EACH);
        }
        awaiting(() -> assertThat(openUntil()).isNotNull());
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(requests() + 60));
        assertThat(requests()).isLessThanOrEqualTo(2 * ALLOWED_EACH);
    }

    private void failAgainAfter(Duration further, int attempts) {
        clock.travel(further);
        first.get(Partitions.class).create().block(PATIENCE);
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(attempts));
    }

    @Test
    void disablesAnEndpointThatHasFailedForFiveDaysAndSaysSo() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(status.get())));
        owed.messages(clock.instant(), 2, List.of(endpoint));
        first.raise(endpoint);
        awaiting(() -> assertThat(owed.attempts()).isEqualTo(2));
        failAgainAfter(Duration.ofDays(2), 4);
        failAgainAfter(Duration.ofDays(2), 6);
        failAgainAfter(Duration.ofDays(1).minusMinutes(1), 8);
        assertThat(server.count("SELECT count(*) FROM endpoint WHERE disabled")).isZero();
        clock.travel(Duration.ofMinutes(6));
        server.execute("UPDATE delivery SET due_at = now()");
        awaiting(() -> assertThat(owed.inState(4)).isEqualTo(2));
        assertThat(server.text("SELECT disabled_cause FROM endpoint")).isEqualTo("failing");
        assertThat(server.text("SELECT string_agg(convert_from(event, 'UTF8')::json ->> 'type', ' ') FROM outbox"
                        + " WHERE convert_from(event, 'UTF8') LIKE '%endpoint.disabled%'"))
                .isEqualTo("endpoint.disabled");
        assertThat(server.count("SELECT count(*) FROM endpoint_health")).isZero();
    }
}
