package io.fourways.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REMEMBER = "INSERT INTO note (text, made_at) VALUES ('a', now()) RETURNING text";

    private final TestDatabase server = TestDatabase.create();
    private final DatabaseAccess access = new DatabaseAccess(
            "test", DatabaseUrl.of("url", server.url()), Duration.ofSeconds(2), Duration.ofSeconds(2));
    private final ConnectionPool connections = new Connections(access).pool("all", 8);
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
        TestDatabase.kill();
        StepVerifier.create(database.inTransaction(DatabaseIT::remember))
                .expectError(DatabaseUnavailable.class)
                .verify(PATIENCE);
        TestDatabase.restart();
        StepVerifier.create(database.inTransaction(DatabaseIT::remember).retry(20))
                .expectNext("a")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void givesUpConnectionsThatDoNotAnswer() {
        await().atMost(PATIENCE).until(schema::isReady);
        fillConnections();
        TestDatabase.freeze();
        try {
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(database.inTransaction(DatabaseIT::remember))
                        .expectError(DatabaseUnavailable.class)
                        .verify(PATIENCE);
            }
        } finally {
            TestDatabase.thaw();
        }
        fillConnections();
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
