package io.fourways.dispatch.delivery.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.Owed;
import io.fourways.dispatch.isolation.Health;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTableIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FIRST = "ep_" + "B".repeat(27);
    private static final String LAST = "ep_" + "a".repeat(27);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final TestDatabase server = TestDatabase.sortedAsInADictionary();
    private final RunningDatabase running = RunningDatabase.on(server);

    @BeforeEach
    void start() {
        running.awaitReady();
        Owed owed = new Owed(server).app();
        List.of(FIRST, LAST).forEach(id -> owed.endpointNamed(id, "http://127.0.0.1/"));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void putsTheFirstBeforeTheLastWhateverTheDatabaseSortsBy() throws Exception {
        CompletableFuture<Void> put;
        try (Connection other = server.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(insert(LAST));
            put = running.working()
                    .inTransaction(client -> HealthTable.put(client, Map.of(FIRST, Health.GOOD, LAST, Health.GOOD)))
                    .retry() // whoever waits for too long begins anew
                    .toFuture();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(isBeingPut(FIRST)).isTrue());
            other.rollback();
        }
        put.get();
        assertThat(server.count("SELECT count(*) FROM endpoint_health")).isEqualTo(2);
    }

    private static String insert(String endpoint) {
        return "INSERT INTO endpoint_health (endpoint_id) VALUES ('" + endpoint + "')";
    }

    /** Whether somebody has put a row that is not committed yet. */
    private boolean isBeingPut(String endpoint) throws SQLException {
        try (Connection probe = server.connect();
                Statement statement = probe.createStatement()) {
            probe.setAutoCommit(false);
            statement.execute("SET lock_timeout = '50ms'");
            statement.execute(insert(endpoint));
            probe.rollback();
            return false;
        } catch (SQLException locked) {
            return LOCK_NOT_AVAILABLE.equals(locked.getSQLState());
        }
    }
}
