package io.fourways.dispatch.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.database.RowsRead;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.id.Ids;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskCountIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 40_000;
    private static final TestDatabase SERVER = TestDatabase.create();

    private static RunningDatabase running;
    private static Instant now;

    /** One endpoint has got everything but the last message, which it has given up; another has been owed nothing. */
    @BeforeAll
    static void start() {
        running = RunningDatabase.on(SERVER);
        running.awaitReady();
        now = Instant.now();
        SERVER.execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('app_1', 'a', now(), now())");
        SERVER.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at) SELECT 'ep_' || n, 'app_1',"
                + " 'http://localhost', now(), now() FROM generate_series(1, 2) n");
        String prefix = Ids.message(now).substring(0, 20);
        SERVER.execute("INSERT INTO message (id, created_at, app_id, event_type, payload) SELECT '" + prefix
                + "' || lpad(n::text, 11, '0'), '" + now + "', 'app_1', 't', '{}' FROM generate_series(1, " + MANY
                + ") n");
        SERVER.execute("INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,"
                + " updated_at) SELECT id, created_at, 'ep_1', 'app_1', 't',"
                + " CASE WHEN id = max(id) OVER () THEN 2 ELSE 0 END, now(), now() FROM message");
        SERVER.execute("VACUUM ANALYZE message, delivery");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void ofWhatWasGivenUpDoesNotLookAtWhatWasDelivered() {
        NewTask recovery = task(TaskKind.RECOVER, "ep_1");
        assertThat(count(recovery)).isEqualTo(new TaskCount(1, true));
        assertThat(read(recovery)).isLessThan(1_000);
    }

    @Test
    void ofWhatIsMissingLooksAtABoundedNumber() {
        NewTask missing = task(TaskKind.REPLAY, "ep_2");
        assertThat(count(missing)).isEqualTo(new TaskCount(TaskCount.LOOK, false));
        assertThat(read(missing)).isLessThan(2L * MANY);
        assertThat(count(task(TaskKind.REPLAY, "ep_1"))).isEqualTo(new TaskCount(0, false));
    }

    private static NewTask task(TaskKind kind, String endpoint) {
        return new NewTask(kind, "app_1", endpoint, now.minusSeconds(60), now.plusSeconds(60));
    }

    private static TaskCount count(NewTask task) {
        return running.serving()
                .inTransaction(client -> TaskBatch.count(client, task))
                .block(PATIENCE);
    }

    private static long read(NewTask task) {
        return RowsRead.by(running, SERVER, client -> TaskBatch.count(client, task));
    }
}
