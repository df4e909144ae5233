package io.fourways.standalone.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItHasCommittedAndIsDurable() throws SQLException {
        try (DataFolder data = DataFolder.kept(folder).orElseThrow();
                EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            run(database.url(), "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(ask(database.url(), "SHOW fsync")).isEqualTo("on");
            assertThat(ask(database.url(), "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(database.url(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
        try (DataFolder data = DataFolder.kept(folder).orElseThrow();
                EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(ask(database.url(), "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void hasAsManyDatabasesAsAreAskedFor() throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (DataFolder data = DataFolder.kept(folder).orElseThrow();
                    EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
                String another = database.another("another");
                run(another, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
                assertThat(ask(another, "SELECT answer FROM kept")).isEqualTo("42");
                assertThat(ask(database.url(), "SELECT to_regclass('kept')")).isNull();
            }
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (DataFolder data = DataFolder.temporary();
                EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            String guess = database.url().replaceFirst("postgres:[^@]*@", "postgres:guess@");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> ask(guess, "SELECT 1"))
                    .withMessageContaining("password authentication failed");
        }
    }

    @Test
    void hasAFolderForItself() {
        try (DataFolder data = DataFolder.kept(folder).orElseThrow()) {
            assertThat(data.isKept()).isTrue();
            assertThat(DataFolder.kept(folder)).isEmpty();
        }
        DataFolder.kept(folder).orElseThrow().close();
    }

    @Test
    void deletesATemporaryFolder() {
        DataFolder temporary = DataFolder.temporary();
        temporary.close();
        assertThat(Files.exists(temporary.path())).isFalse();
    }

    @Test
    void deletesATemporaryFolderThatAKilledProcessHasLeft() throws IOException {
        Path left = Files.createTempDirectory("fourways-data-");
        Files.createFile(left.resolve("lock"));
        Files.createFile(Files.createDirectory(left.resolve("postgresql")).resolve("PG_VERSION"));
        DataFolder.temporary().close();
        assertThat(Files.exists(left)).isFalse();
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String url) throws SQLException {
        URI uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + uri.getPort() + uri.getPath(), user[0], user[1]);
    }
}
