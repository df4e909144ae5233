package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnsentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLAIMING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            + " AND query LIKE '%asked AS%' AND datname = current_database()";

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher =
            RunningDelivery.on(server.url(), clock, "database.lock-timeout=60s", "database.statement-timeout=60s");
    private final Owed owed = new Owed(server).app();

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    /** As if the machine had stood still: most of the lease is over when the claim comes back. */
    @Test
    void sendsNothingThatCouldBeUnderWayWhenItsLeaseEnds() throws SQLException {
        String endpoint = owed.endpoint(receivers.at("a", 200));
        try (Connection elsewhere = server.connect();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("LOCK TABLE endpoint_health IN ACCESS EXCLUSIVE MODE");
            owed.message(clock.instant(), endpoint);
            dispatcher.raise(endpoint);
            awaiting(() -> assertThat(server.count(CLAIMING)).isOne());
            clock.travel(Duration.ofSeconds(70));
            elsewhere.commit();
        }
        awaiting(() -> assertThat(dispatcher.count("fourways.dispatch.unsent")).isOne());
        assertThat(receivers.received("a")).isEmpty();
        clock.travel(Duration.ofSeconds(30));
        awaiting(() -> assertThat(owed.inState(0)).isOne());
        assertThat(receivers.received("a")).hasSize(1);
        assertThat(server.text("SELECT attempts || ' ' || fence FROM delivery")).isEqualTo("1 2");
    }
}
