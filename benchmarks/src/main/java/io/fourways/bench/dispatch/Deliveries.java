package io.fourways.bench.dispatch;

import static org.awaitility.Awaitility.await;

import io.fourways.system.database.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What a dispatcher has written of its deliveries.
 *
 * @param node its database
 */
record Deliveries(PostgresNode node) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Waits until nothing is owed any more. */
    void awaitNoneOwed() {
        await("all deliveries to be recorded")
                .atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .until(() -> count("SELECT count(*) FROM (SELECT FROM delivery WHERE state = 1 LIMIT 1) AS one") == 0);
    }

    /** Waits until so many channels lead to the work queue. */
    void awaitBound(int channels) {
        await(channels + " channels to be bound")
                .atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .until(() -> count("SELECT count(*) FROM binding WHERE bound_at IS NOT NULL") == channels);
    }

    /** Those that endpoints have. */
    long delivered() {
        return count("SELECT count(*) FROM delivery WHERE state = 0");
    }

    /** Those that endpoints will never have. */
    long givenUp() {
        return count("SELECT count(*) FROM delivery WHERE state = 2");
    }

    /** Requests beyond the one that each delivery takes. */
    long repeated() {
        return count("SELECT (SELECT count(*) FROM attempt) - (SELECT count(*) FROM delivery)");
    }

    private long count(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + node.port() + "/postgres", "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
