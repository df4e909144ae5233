package io.fourways.service.database;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REMEMBER = "INSERT INTO note (text, made_at) VALUES ('a', now()) RETURNING text";

    private static final TestDatabase ALONE = TestDatabase.mortal();

    private final TestDatabase server = ALONE.another();
    private final DatabaseAccess access = new DatabaseAccess(
            "test", DatabaseUrl.of("url", server.url()), Duration.ofSeconds(2), Duration.ofSeconds(2));
    private final ConnectionPool connections =
            new Connections(access).pool("all", 8, Duration.ofSeconds(2), Duration.ofMillis(500));
    private final Schema schema = new Schema(
            access,
            "io/fourways/service/database",
            new Partitions(
                    new Database(connections, access.statementTimeout(), () -> true),
                    Clock.systemUTC(),
                    List.of("note")));
    private final Database database = new Database(connections, access.statementTimeout(), schema::isReady);

    @BeforeEach
    void start() {
        schema.start();
    }

    @AfterEach
    void stop() {
        schema.stop();
        connections.dispose();
    }

    @Test
    void becomesReadyWithTablesAndPartitions() {
        await().atMost(PATIENCE).until(schema::isReady);
        assertThat(server.count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'note'::regclass"))
                .isEqualTo(Partitions.DAYS_AHEAD + 2);
    }

    @Test
    void commitsWhatHasSucceeded() {
        await().atMost(PATIENCE).until(schema::isReady);
        StepVerifier.create(database.inTransaction(DatabaseIT::remember))
                .expectNext("a")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(notes()).isOne();
    }

    @Test
    void commitsWhatHasNoResult() {
        await().atMost(PATIENCE).until(schema::isReady);
        StepVerifier.create(database.inTransaction(client -> remember(client).then()))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(notes()).isOne();
    }

    @Test
    void rollsBackWhatFails() {
        await().atMost(PATIENCE).until(schema::isReady);
        StepVerifier.create(database.inTransaction(
                        client -> remember(client).then(Mono.error(new IllegalStateException("no")))))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
        assertThat(notes()).isZero();
    }

    @Test
    void blamesTheStatementForWhatIsItsFault() {
        await().atMost(PATIENCE).until(schema::isReady);
        StepVerifier.create(database.inTransaction(
                        client -> client.sql("INSERT INTO note (text, made_at) VALUES (NULL, now())")
                                .then()))
                .expectError(DataIntegrityViolationException.class)
                .verify(PATIENCE);
    }

    @Test
    void goesOnAfterTheDatabaseWasKilled() {
        await().atMost(PATIENCE).until(schema::isReady);
        fillConnections();
        server.kill();
        StepVerifier.create(database.inTransaction(DatabaseIT::remember))
                .expectError(DatabaseUnavailable.class)
                .verify(PATIENCE);
        server.restart();
        StepVerifier.create(database.inTransaction(DatabaseIT::remember).retry(20))
                .expectNext("a")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void givesUpConnectionsThatDoNotAnswer() {
        await().atMost(PATIENCE).until(schema::isReady);
        fillConnections();
        server.freeze();
        try {
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(database.inTransaction(DatabaseIT::remember))
                        .expectError(DatabaseUnavailable.class)
                        .verify(PATIENCE);
            }
        } finally {
            server.thaw();
        }
        fillConnections();
    }

    /** Nobody answers there: each attempt lasts as long as a connection is waited for in all. */
    @Test
    void waitsForAConnectionOnceHoweverManyThereMayBe() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            DatabaseUrl url = DatabaseUrl.of("url", "postgresql://a:b@127.0.0.1:" + silent.getLocalPort() + "/c");
            DatabaseAccess nobody = new DatabaseAccess("test", url, Duration.ofMillis(300), Duration.ofSeconds(2));
            ConnectionPool pool =
                    new Connections(nobody).pool("nobody", 8, Duration.ofSeconds(2), Duration.ofMillis(500));
            try {
                StepVerifier.create(new Database(pool, Duration.ofSeconds(2), () -> true)
                                .inTransaction(DatabaseIT::remember))
                        .expectError(DatabaseUnavailable.class)
                        .verify(PATIENCE);
            } finally {
                pool.dispose();
            }
            assertThat(attempts(silent)).isBetween(1, 2);
        }
    }

    /** How often somebody has connected by now. */
    private static int attempts(ServerSocket silent) throws IOException {
        silent.setSoTimeout(50);
        int attempts = 0;
        try {
            while (true) {
                silent.accept().close();
                attempts++;
            }
        } catch (SocketTimeoutException nobodyElse) {
            return attempts;
        }
    }

    /** The work never ends, as that of a machine that has gone: nothing is heard from it, and nothing is closed. */
    @Test
    void takesFromAClientThatVanishedWhatItHadLocked() {
        await().atMost(PATIENCE).until(schema::isReady);
        server.execute("CREATE UNIQUE INDEX ON note_" + DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(UTC))
                + " (text)");
        Disposable vanished = database.inTransaction(
                        Duration.ofHours(1), client -> remember(client).then(Mono.never()))
                .subscribe();
        try {
            await().atMost(PATIENCE)
                    .until(() ->
                            server.count("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                                            + " AND datname = current_database()")
                                    == 1);
            StepVerifier.create(database.inTransaction(DatabaseIT::remember))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    DatabaseUnavailable.class, unavailable -> assertThat(unavailable.isForALock())
                                            .isTrue()))
                    .verify(PATIENCE);
            StepVerifier.create(database.inTransaction(DatabaseIT::remember).retry(60))
                    .expectNext("a")
                    .expectComplete()
                    .verify(PATIENCE);
        } finally {
            vanished.dispose();
        }
    }

    private void fillConnections() {
        StepVerifier.create(Flux.range(0, 16)
                        .flatMap(i -> database.inTransaction(DatabaseIT::remember), 8)
                        .then())
                .expectComplete()
                .verify(PATIENCE);
    }

    private static Mono<String> remember(DatabaseClient client) {
        return client.sql(REMEMBER).map(row -> row.get(0, String.class)).one();
    }

    private long notes() {
        return server.count("SELECT count(*) FROM note");
    }
}
