package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims and records lock several endpoints each: in the order of ids as bytes, whatever the database sorts by. */
class LockOrderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FIRST = "ep_" + "B".repeat(27);
    private static final String LAST = "ep_" + "a".repeat(27);

    private final TestDatabase server = TestDatabase.sortedAsInADictionary();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher = RunningDelivery.on(server.url(), clock);
    private final Owed owed = new Owed(server).app();

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    @Test
    void whoClaimsTheLastHasTheFirstAlready() throws SQLException {
        for (String id : List.of(FIRST, LAST)) {
            owed.endpointNamed(id, receivers.at(id, 200), "ordering = 'skipping'");
            server.execute("INSERT INTO endpoint_health (endpoint_id) VALUES ('" + id + "')");
        }
        try (Connection other = server.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM endpoint_health WHERE endpoint_id = '" + LAST + "' FOR UPDATE");
            owed.message(clock.instant(), FIRST, LAST);
            dispatcher.raise(FIRST, LAST);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            server.count("SELECT count(*) FROM (SELECT FROM endpoint_health WHERE endpoint_id = '"
                                    + FIRST + "' FOR UPDATE SKIP LOCKED) AS free"))
                    .isZero());
            other.rollback();
        }
        await().atMost(PATIENCE).until(() -> owed.inState(0) == 2);
    }
}
