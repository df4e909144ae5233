package io.fourways.system.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own for a test, empty at first, on the one PostgreSQL of this JVM: durable as a real one (fsync), on
 * the loopback interface, and able to die.
 */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Server SERVER = new Server();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** A new one; starts the server if it is not running. */
    public static TestDatabase create() {
        return create("");
    }

    /** The same where texts sort as in a dictionary, unless a column says otherwise: upper and lower case side by side. */
    public static TestDatabase sortedAsInADictionary() {
        return create(" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
    }

    private static TestDatabase create(String options) {
        SERVER.start();
        TestDatabase database = new TestDatabase("test_" + COUNT.incrementAndGet());
        try (Connection connection = DriverManager.getConnection(jdbc("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database.name + options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    /** What {@code fourways.ingest.database.url} is to be set to. */
    public String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + SERVER.port() + "/" + name;
    }

    /** A connection that the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc(name));
    }

    /** Runs statements, past the service. */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the only row, as a number. */
    public long count(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The first column of the only row. */
    public String text(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server with SIGKILL: as if the machine had lost it. Its data stays. */
    public static void kill() {
        SERVER.kill();
    }

    /** Starts the killed server again, on the same port with the same data. */
    public static void restart() {
        SERVER.start();
    }

    /** Stops every process of the server where it is (SIGSTOP): it neither answers nor closes anything. */
    public static void freeze() {
        SERVER.signal("STOP");
    }

    /** Lets a frozen server go on. */
    public static void thaw() {
        SERVER.signal("CONT");
    }

    private static String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/" + database + "?user=postgres&password=postgres";
    }

    /** The PostgreSQL of this JVM; stopped with it, and its data deleted. */
    private static final class Server {

        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private @Nullable EmbeddedPostgres running;
        private @Nullable Path data;
        private int port;

        synchronized int port() {
            return port;
        }

        synchronized void start() {
            if (running != null) {
                return;
            }
            try {
                EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                        .setDataDirectory(data())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(PATIENCE)
                        .setPort(port)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("listen_addresses", "127.0.0.1");
                EmbeddedPostgres started = server.start();
                running = started;
                port = started.getPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Where it keeps its data: a folder that goes with this JVM. */
        private synchronized Path data() throws IOException {
            Path folder = data;
            if (folder == null) {
                folder = Files.createTempDirectory("fourways-postgres-");
                data = folder;
                Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
            }
            return folder;
        }

        synchronized void kill() {
            family().toList().forEach(process -> {
                process.destroyForcibly();
                Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
            });
            close();
        }

        /** Also of one that is dead: the lock on its data is held by this JVM. */
        private void close() {
            try {
                if (running != null) {
                    running.close();
                    running = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void delete() {
            close();
            try (Stream<Path> files = Files.walk(data())) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        synchronized void signal(String signal) {
            family().toList().forEach(process -> send(signal, process));
        }

        private static void send(String signal, ProcessHandle process) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** The postmaster first, then those it has started. */
        private Stream<ProcessHandle> family() {
            try (Stream<String> lines = Files.lines(data().resolve("postmaster.pid"))) {
                long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
                ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
                return Stream.concat(Stream.of(postmaster), postmaster.descendants().toList().stream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
