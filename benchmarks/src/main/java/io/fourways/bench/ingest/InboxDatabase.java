package io.fourways.bench.ingest;

import static org.awaitility.Awaitility.await;

import io.fourways.system.database.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A database of its own for one server, on the server that all of them share.
 *
 * @param node where it is
 * @param name its name
 */
record InboxDatabase(PostgresNode node, String name) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String WAITING =
            "SELECT count(*) FROM (SELECT FROM inbox WHERE published_at IS NULL LIMIT 1) AS one";

    static InboxDatabase create(PostgresNode node, String name) {
        new InboxDatabase(node, "postgres").execute("CREATE DATABASE " + name);
        return new InboxDatabase(node, name);
    }

    String url() {
        return node.url(name);
    }

    long accepted() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return number(statement.executeQuery("SELECT count(*) FROM inbox"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the relay has published all there is. */
    void awaitRelayed() {
        try (Connection connection = connect();
                PreparedStatement waiting = connection.prepareStatement(WAITING)) {
            await("the inbox to be relayed")
                    .atMost(PATIENCE)
                    .pollInterval(LOOK_AGAIN)
                    .until(() -> number(waiting.executeQuery()) == 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + node.port() + "/" + name, "postgres", "postgres");
    }
}
