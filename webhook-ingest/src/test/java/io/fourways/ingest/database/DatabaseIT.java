package io.fourways.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REMEMBER =
            "INSERT INTO identity VALUES ('stripe', gen_random_uuid()::text, now()) RETURNING source";

    private final TestDatabase server = TestDatabase.create();
    private final RunningDatabase running = RunningDatabase.on(server);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void becomesReadyWithTablesAndPartitions() {
        running.awaitReady();
        assertThat(server.count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'inbox'::regclass"))
                .isEqualTo(Partitions.DAYS_AHEAD + 2);
    }

    @Test
    void commitsWhatHasSucceeded() {
        running.awaitReady();
        StepVerifier.create(running.accepting().inTransaction(DatabaseIT::remember))
                .expectNext("stripe")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(identities()).isOne();
    }

    @Test
    void commitsWhatHasNoResult() {
        running.awaitReady();
        StepVerifier.create(running.accepting()
                        .inTransaction(client -> remember(client).then()))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(identities()).isOne();
    }

    @Test
    void rollsBackWhatFails() {
        running.awaitReady();
        StepVerifier.create(running.accepting()
                        .inTransaction(client -> remember(client).then(Mono.error(new IllegalStateException("no")))))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);
        assertThat(identities()).isZero();
    }

    @Test
    void blamesTheStatementForWhatIsItsFault() {
        running.awaitReady();
        StepVerifier.create(running.accepting()
                        .inTransaction(client -> client.sql("INSERT INTO identity VALUES ('a', NULL, now())")
                                .then()))
                .expectError(DataIntegrityViolationException.class)
                .verify(PATIENCE);
    }

    @Test
    void goesOnAfterTheDatabaseWasKilled() {
        running.awaitReady();
        fillConnections();
        TestDatabase.kill();
        StepVerifier.create(running.accepting().inTransaction(DatabaseIT::remember))
                .expectError(DatabaseUnavailable.class)
                .verify(PATIENCE);
        TestDatabase.restart();
        StepVerifier.create(
                        running.accepting().inTransaction(DatabaseIT::remember).retry(20))
                .expectNext("stripe")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void givesUpConnectionsThatDoNotAnswer() {
        running.awaitReady();
        fillConnections();
        TestDatabase.freeze();
        try {
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(running.accepting().inTransaction(DatabaseIT::remember))
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
                        .flatMap(i -> running.accepting().inTransaction(DatabaseIT::remember), 8)
                        .then())
                .expectComplete()
                .verify(PATIENCE);
    }

    private static Mono<String> remember(DatabaseClient client) {
        return client.sql(REMEMBER).map(row -> row.get(0, String.class)).one();
    }

    private long identities() {
        return server.count("SELECT count(*) FROM identity");
    }
}
