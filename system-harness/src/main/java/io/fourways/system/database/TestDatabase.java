package io.fourways.system.database;

import io.fourways.system.process.Ports;
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
 * A database of its own for a test, empty at first: durable as a real one (fsync), and on the loopback interface. Those
 * that nothing happens to are on one PostgreSQL of this JVM; one that is to die is on another, so that the tests beside
 * it do not notice.
 */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Server SHARED = new Server();
    private static final KeptConnections KEPT = new KeptConnections();

    private final Server server;
    private final String name;

    private TestDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A new one; starts the server if it is not running. */
    public static TestDatabase create() {
        return create(SHARED, "");
    }

    /** The same where texts sort as in a dictionary, unless a column says otherwise: upper and lower case side by side. */
    public static TestDatabase sortedAsInADictionary() {
        return create(SHARED, " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'");
    }

    /** A new one on a server that is nobody else's, and may be killed. */
    public static TestDatabase mortal() {
        return create(new Server(), "");
    }

    /** Another new one on the same server. */
    public TestDatabase another() {
        return create(server, "");
    }

    private static TestDatabase create(Server server, String options) {
        server.start();
        TestDatabase database = new TestDatabase(server, "test_" + COUNT.incrementAndGet());
        execute(server.jdbc("postgres"), "CREATE DATABASE " + database.name + options);
        return database;
    }

    /** What {@code fourways.ingest.database.url} is to be set to. */
    public String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + server.port() + "/" + name;
    }

    /** A connection that the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbc(name));
    }

    /** Runs statements, past the service. */
    public void execute(String sql) {
        execute(server.jdbc(name), sql);
    }

    private static void execute(String url, String sql) {
        try {
            KEPT.use(url, connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute(sql);
                }
            });
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
        try {
            return KEPT.use(server.jdbc(name), connection -> {
                try (Statement statement = connection.createStatement();
                        var rows = statement.executeQuery(sql)) {
                    rows.next();
                    return rows.getString(1);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server with SIGKILL: as if the machine had lost it. Its data stays. */
    public void kill() {
        mortalServer().kill();
    }

    /** Starts the killed server again, on the same port with the same data. */
    public void restart() {
        mortalServer().start();
    }

    /** Stops every process of the server where it is (SIGSTOP): it neither answers nor closes anything. */
    public void freeze() {
        mortalServer().signal("STOP");
    }

    /** Lets a frozen server go on. */
    public void thaw() {
        mortalServer().signal("CONT");
    }

    private Server mortalServer() {
        if (server == SHARED) {
            throw new IllegalStateException("Others are on this server: take a database that is mortal()");
        }
        return server;
    }

    /** A PostgreSQL; stopped with this JVM, and its data deleted. */
    private static final class Server {

        private static final Duration PATIENCE = Duration.ofSeconds(60);

        /** Not one that the system would give somebody else while the server is dead. */
        private final int port = Ports.free();

        private @Nullable EmbeddedPostgres running;
        private @Nullable Path data;

        int port() {
            return port;
        }

        String jdbc(String database) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres&password=postgres";
        }

        synchronized void start() {
            if (running != null) {
                return;
            }
            try {
                running = EmbeddedPostgres.builder()
                        .setDataDirectory(data())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(PATIENCE)
                        .setPort(port)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        // of several services, for tests side by side
                        .setServerConfig("max_connections", "400")
                        .start();
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
