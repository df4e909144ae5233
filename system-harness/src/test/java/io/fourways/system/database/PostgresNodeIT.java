package io.fourways.system.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresNodeIT {

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws SQLException {
        try (PostgresNode node = PostgresNode.started()) {
            try (Connection connection = connect(node)) {
                connection.createStatement().execute("CREATE TABLE kept AS SELECT 7 AS number");
                node.kill9();
            }
            node.start();

            try (Connection connection = connect(node);
                    ResultSet rows = connection.createStatement().executeQuery("SELECT number FROM kept")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt("number")).isEqualTo(7);
            }
        }
    }

    private static Connection connect(PostgresNode node) throws SQLException {
        String url = node.url();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1), "postgres", "postgres");
    }
}
