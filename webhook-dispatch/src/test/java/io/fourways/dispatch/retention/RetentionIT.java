package io.fourways.dispatch.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.system.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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
    void dropsMessagesDeliveriesAndAttemptsAfterThirtyDays() {
        owe("a", "2026-03-01T12:00:00Z", 0);
        calendar.days = 30;
        apply(1);
        assertThat(days("delivery")).startsWith("20260301");
        calendar.days = 31;
        apply(4);
        assertThat(days("delivery")).startsWith("20260302 ");
        assertThat(days("message")).isEqualTo(days("delivery"));
        assertThat(days("attempt")).isEqualTo(days("delivery"));
    }

    @Test
    void keepsADayThatIsNotDoneWithUntilItIsTooOld() {
        owe("a", "2026-03-01T12:00:00Z", 1);
        owe("b", "2026-03-02T12:00:00Z", 4);
        owe("c", "2026-03-03T12:00:00Z", 2);
        calendar.days = 40;
        apply(1);
        assertThat(days("delivery")).startsWith("20260301 20260302 20260409");
        assertThat(days("message")).isEqualTo(days("delivery"));
        assertThat(days("attempt")).startsWith("20260409");
        server.execute("UPDATE delivery SET state = 0 WHERE message_id = 'a'");
        apply(1);
        assertThat(days("delivery")).startsWith("20260302 20260409");
        assertThat(days("message")).isEqualTo(days("delivery"));
        calendar.days = 62;
        apply(1);
        assertThat(days("delivery")).startsWith("20260409");
        assertThat(days("message")).isEqualTo(days("delivery"));
    }

    @Test
    void statisticsOutliveWhatTheyCount() {
        server.execute("INSERT INTO endpoint_statistics VALUES ('ep_1', '2026-03-01', 5, 1, 9)");
        calendar.days = 399;
        apply(1);
        assertThat(server.count("SELECT attempts FROM endpoint_statistics")).isEqualTo(9);
        calendar.days = 402;
        apply(1);
        assertThat(server.count("SELECT count(*) FROM endpoint_statistics")).isZero();
    }

    @Test
    void forgetsTasksThatEndedLongAgo() {
        server.execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('app_2', 'a', now(), now())");
        server.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at)"
                + " VALUES ('ep_2', 'app_2', 'http://localhost', now(), now())");
        task("old", "finished", "2026-03-01T12:00:00Z");
        task("failed", "failed", "2026-03-01T12:00:00Z");
        task("running", "running", "2026-03-01T12:00:00Z");
        task("new", "cancelled", "2026-03-20T12:00:00Z");
        calendar.days = 31;
        apply(1);
        assertThat(server.text("SELECT string_agg(id, ' ' ORDER BY id) FROM task"))
                .isEqualTo("new running");
    }

    private void task(String id, String state, String time) {
        server.execute(
                "INSERT INTO task (id, kind, state, app_id, endpoint_id, since, until, per_second, counted, next_at,"
                        + " created_at, updated_at) VALUES ('" + id + "', 'endpoint.recover', '" + state
                        + "', 'app_2', 'ep_2', now(), now(), 1, 0, now(), now(), '" + time + "')");
    }

    @Test
    void forgetsIdentitiesAndIdempotencyKeysInBatches() {
        server.execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('app_1', 'a', now(), now())");
        server.execute("INSERT INTO message_identity SELECT 'app_1', '', n::text, 'msg', '2026-03-01T00:00:00Z'"
                + " FROM generate_series(1, 4500) n");
        server.execute("INSERT INTO message_identity VALUES ('app_1', '', 'new', 'msg', '2026-04-30T00:00:00Z')");
        server.execute("INSERT INTO idempotency VALUES ('s', 'old', '', 200, '', '2026-04-30T00:00:00Z'),"
                + " ('s', 'new', '', 200, '', '2026-05-01T20:00:00Z')");
        calendar.days = 61;
        apply(1);
        assertThat(server.text("SELECT string_agg(event_id, ' ') FROM message_identity"))
                .isEqualTo("new");
        assertThat(server.text("SELECT string_agg(key, ' ') FROM idempotency")).isEqualTo("new");
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

    private void owe(String id, String time, int state) {
        server.execute("INSERT INTO message (id, created_at, app_id, event_type, payload) VALUES ('" + id + "', '"
                + time + "', 'app_1', 't', '{}')");
        server.execute("INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,"
                + " updated_at) VALUES ('" + id + "', '" + time + "', 'ep_1', 'app_1', 't', " + state + ", now(),"
                + " now())");
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
