package io.fourways.standalone.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A real PostgreSQL beside this process, on a free port of the loopback interface, for whoever knows the password that
 * is kept beside its data. What it has committed is on the disk: it outlives a crash, of the machine too.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String FIRST = "postgres";

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    /** Starts on what the folder holds, or anew. Fails with an {@link IllegalStateException} when it cannot. */
    public static EmbeddedDatabase start(DataFolder folder) {
        Path data = dataOf(folder.path());
        LeftServer.in(data).ifPresent(LeftServer::stop);
        DatabaseAccess access = DatabaseAccess.in(folder.path());
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setServerConfig("listen_addresses", LOOPBACK)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setLocaleConfig("pwfile", access.file().toString())
                    .setConnectConfig("password", access.password())
                    .setDataDirectoryCustomizer(DatabaseAccess::requirePassword)
                    .start();
            return new EmbeddedDatabase(server, access.password());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("The embedded database does not start in " + folder.path(), e);
        }
    }

    static Path dataOf(Path folder) {
        return folder.resolve("postgresql");
    }

    /** Where the database is that is there from the beginning, as a URL with the password. */
    public String url() {
        return url(FIRST);
    }

    /** Where another one is, which is made when it is not there yet; its name is an identifier of SQL. */
    public String another(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!isThere(connection, name)) {
                statement.execute("CREATE DATABASE " + name);
            }
            return url(name);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded database makes no database " + name, e);
        }
    }

    private static boolean isThere(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private String url(String database) {
        return "postgresql://postgres:" + password + "@" + LOOPBACK + ":" + server.getPort() + "/" + database;
    }

    /** Stops it; what it holds stays. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
