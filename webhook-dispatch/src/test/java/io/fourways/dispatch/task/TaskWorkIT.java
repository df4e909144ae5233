package io.fourways.dispatch.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.TravellingClock;
import io.fourways.dispatch.id.Ids;
import io.fourways.service.turns.SharedWorker;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskWorkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);

    private final TestDatabase server = TestDatabase.create();
    private final RunningDatabase running = RunningDatabase.on(server);
    private final TravellingClock clock = new TravellingClock();
    private SharedWorker worker;

    /** A task of an endpoint that has given up fifty messages: ten of them a second. */
    @BeforeEach
    void begin() {
        running.awaitReady();
        worker = new SharedWorker(
                "A task",
                new TaskWork(running.working(), endpoints -> {}, new TaskMetrics(new SimpleMeterRegistry()), clock));
        server.execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('app_1', 'a', now(), now())");
        server.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at)"
                + " VALUES ('ep_1', 'app_1', 'http://localhost', now(), now())");
        for (int i = 0; i < 50; i++) {
            Instant at = Instant.now();
            server.execute(
                    "INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,"
                            + " updated_at) VALUES ('" + Ids.message(at) + "', '" + at
                            + "', 'ep_1', 'app_1', 't', 2, now(), now())");
        }
        server.execute(
                "INSERT INTO task (id, kind, state, app_id, endpoint_id, since, until, per_second, counted, next_at,"
                        + " created_at, updated_at) VALUES ('qtask_1', 'endpoint.recover', 'running', 'app_1', 'ep_1',"
                        + " now() - interval '1 hour', now() + interval '1 hour', 10, 50, now(), now(), now())");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void makesNoMoreDueInASecondThanItMay() {
        clock.travel(LONG_ENOUGH);
        step();
        assertThat(recovered()).isEqualTo(10);
        assertThat(server.text("SELECT next_at - updated_at FROM task")).isEqualTo("00:00:01");
        server.execute("UPDATE task SET next_at = next_at + interval '1 hour'");
        step();
        assertThat(recovered()).isEqualTo(10);
        clock.travel(LONG_ENOUGH.plusSeconds(1));
        step();
        assertThat(recovered()).isEqualTo(20);
    }

    @Test
    void doesNothingMoreOnceItsTaskIsCancelled() {
        clock.travel(LONG_ENOUGH);
        step();
        server.execute("UPDATE task SET state = 'cancelled'");
        for (int i = 0; i < 5; i++) {
            clock.travel(LONG_ENOUGH);
            step();
        }
        assertThat(recovered()).isEqualTo(10);
    }

    /** Not for the database's sake, which would be tried again for ever. */
    @Test
    void givesUpATaskThatFailsEachTime() {
        server.execute("ALTER TABLE delivery ADD CHECK (state <> 1)");
        for (int i = 0; i < TaskTable.MOST_FAILURES - 1; i++) {
            clock.travel(LONG_ENOUGH);
            step();
        }
        assertThat(server.text("SELECT state FROM task")).isEqualTo("running");
        clock.travel(LONG_ENOUGH);
        step();
        assertThat(server.text("SELECT state FROM task")).isEqualTo("failed");
    }

    private void step() {
        worker.step().block(PATIENCE);
    }

    private long recovered() {
        return server.count("SELECT count(*) FROM delivery WHERE state = 1");
    }
}
