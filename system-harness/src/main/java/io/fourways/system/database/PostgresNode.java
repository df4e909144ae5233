package io.fourways.system.database;

import io.fourways.system.process.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of the tests' own, as careful with what it was told as in production, which may be killed. */
public final class PostgresNode implements AutoCloseable {

    private final Path data;
    private final int port = Ports.free();
    private final KeptConnections kept = new KeptConnections();
    private EmbeddedPostgres server;

    private PostgresNode(Path data) {
        this.data = data;
        server = launch();
    }

    /** A new one with an empty database, up. */
    public static PostgresNode started() {
        try {
            return new PostgresNode(Files.createTempDirectory("fourways-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    /** The database as the services are told it: {@code postgresql://user:password@host:port/database}. */
    public String url() {
        return url("postgres");
    }

    /** Another database of this server, which has to be made, as the services are told it. */
    public String url(String database) {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** What a query gives: of each row its first column, as text. */
    public List<String> texts(String sql) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=postgres";
        try {
            return kept.use(url, connection -> texts(connection, sql));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** Ends it as a power cut would: every process of it at once. */
    public void kill9() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(PostgresNode::awaitEnd);
        letGoOfData();
    }

    /** Holds it still, so that it answers nobody, with every connection open. */
    public void pause() {
        processes().forEach(process -> signal("STOP", process));
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        processes().forEach(process -> signal("CONT", process));
    }

    /** Starts it again after {@link #kill9}, on the same port, with the data it had. */
    public void start() {
        server = launch();
    }

    @Override
    public void close() {
        kill9();
    }

    private EmbeddedPostgres launch() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start in " + data, e);
        }
    }

    /** The server's owner in this JVM holds the folder until it is closed. */
    private void letGoOfData() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>();
        ProcessHandle.of(postmaster()).ifPresent(postmaster -> {
            all.add(postmaster);
            postmaster.descendants().forEach(all::add);
        });
        return all;
    }

    /** The process that all others of the server descend from. */
    public long postmaster() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not run in " + data, e);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Process " + process.pid() + " does not end", e);
        }
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
