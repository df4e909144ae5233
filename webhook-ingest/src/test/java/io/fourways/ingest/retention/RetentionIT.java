package io.fourways.ingest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.ingest.database.RunningDatabase;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RetentionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-03-01T23:59:00Z");

    private final TestDatabase server = TestDatabase.create();
    private final Calendar calendar = new Calendar();
    private final RunningDatabase running =
            RunningDatabase.on(server.url(), calendar, List.of(), RetentionConfiguration.class);

    @BeforeEach
    void awaitReady() {
        running.awaitReady();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void makesTheDaysBeforeTheyCome() {
        calendar.days = 1;
        apply(1);
        assertThat(days("inbox")).isEqualTo("20260228 20260301 20260302 20260303 20260304 20260305");
        assertThat(days("rejected")).isEqualTo(days("inbox"));
    }

    @Test
    void dropsAcceptedAfterSevenDaysAndRejectedAfterThree() {
        calendar.days = 5;
        apply(1);
        assertThat(days("inbox")).startsWith("20260228 20260301");
        assertThat(days("rejected")).startsWith("20260303");
        calendar.days = 9;
        apply(1);
        assertThat(days("inbox")).startsWith("20260303");
        assertThat(days("rejected")).startsWith("20260307");
    }

    @Test
    void keepsADayThatHoldsWhatIsNotPublished() {
        receive("a", "2026-03-01T12:00:00Z");
        receive("b", "2026-03-02T12:00:00Z");
        server.execute("UPDATE inbox SET published_at = now() WHERE event_id = 'b'");
        calendar.days = 30;
        apply(1);
        assertThat(days("inbox")).startsWith("20260301 2026033");
        server.execute("UPDATE inbox SET published_at = now() WHERE event_id = 'a'");
        apply(1);
        assertThat(days("inbox")).startsWith("2026033");
    }

    @Test
    void doesNotKeepADayForWhatCannotBePublished() {
        receive("a", "2026-03-01T12:00:00Z");
        server.execute("UPDATE inbox SET unpublishable = 'too-large'");
        calendar.days = 30;
        apply(1);
        assertThat(days("inbox")).startsWith("2026033");
    }

    @Test
    void forgetsIdentitiesInBatchesOnceTheyAreOldEnough() {
        server.execute("INSERT INTO identity SELECT 'stripe', n::text, '2026-03-01T00:00:00Z'::timestamptz"
                + " + n * interval '1 second' FROM generate_series(1, 4500) n");
        server.execute("INSERT INTO identity VALUES ('stripe', 'new', '2026-03-20T00:00:00Z')");
        calendar.days = 31;
        apply(1);
        assertThat(server.count("SELECT count(*) FROM identity")).isOne();
    }

    @Test
    void isAppliedBySeveralInstancesAtOnce() {
        calendar.days = 40;
        apply(4);
        assertThat(days("inbox")).startsWith("20260409");
        assertThat(server.count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'inbox'::regclass"))
                .isEqualTo(5);
    }

    /** Who reads or writes locks the table before it locks the day. */
    @Test
    void keepsNobodyFromADayWhileItWaitsForTheTable() throws SQLException {
        calendar.days = 9;
        try (Connection reader = server.connect();
                Connection other = server.connect();
                Statement reading = reader.createStatement();
                Statement looking = other.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("LOCK TABLE ONLY inbox IN ACCESS SHARE MODE");
            CompletableFuture<Void> applied =
                    running.get(Retention.class).apply().toFuture();
            while (!applied.isDone()) {
                other.setAutoCommit(false);
                looking.execute("LOCK TABLE inbox_20260228 IN ACCESS SHARE MODE NOWAIT");
                other.commit();
            }
            assertThat(applied).isCompletedExceptionally();
        }
        apply(1);
        assertThat(days("inbox")).startsWith("20260303");
    }

    @Test
    void doesWhatItCanThoughSomethingElseFails() throws SQLException {
        server.execute("INSERT INTO identity VALUES ('stripe', 'old', '2026-01-01T00:00:00Z')");
        calendar.days = 9;
        try (Connection reader = server.connect();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("LOCK TABLE ONLY inbox IN ACCESS SHARE MODE");
            StepVerifier.create(running.get(Retention.class).apply())
                    .expectError()
                    .verify(PATIENCE);
        }
        assertThat(days("inbox")).startsWith("20260228");
        assertThat(days("rejected")).startsWith("20260309");
        assertThat(server.count("SELECT count(*) FROM identity")).isZero();
    }

    private void apply(int instances) {
        Retention retention = running.get(Retention.class);
        StepVerifier.create(Flux.merge(IntStream.range(0, instances)
                                .mapToObj(i -> retention.apply())
                                .toList())
                        .then())
                .expectComplete()
                .verify(PATIENCE);
    }

    private void receive(String id, String time) {
        server.execute("INSERT INTO inbox (received_at, source, event_id, type, channel, headers, data) VALUES ('"
                + time + "', 'stripe', '" + id + "', 't', 'c', '{}', '')");
    }

    private String days(String table) {
        return server.text("SELECT string_agg(split_part(inhrelid::regclass::text, '_', 2), ' ' ORDER BY 1)"
                + " FROM (SELECT inhrelid FROM pg_inherits WHERE inhparent = '" + table
                + "'::regclass ORDER BY inhrelid::regclass::text) p");
    }

    /** Days after the start. */
    private static final class Calendar extends Clock {

        private volatile int days;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return START.plus(Duration.ofDays(days));
        }
    }
}
