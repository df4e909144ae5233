package io.fourways.dispatch.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.database.RowsRead;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.message.api.MessageFilter;
import io.fourways.system.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BoundedListsIT {

    private static final int MANY = 40_000;
    private static final PageRequest FIRST = new PageRequest(50, null, false, false);
    private static final MessageFilter ANY = new MessageFilter(null, null, null, null, List.of());
    private static final TestDatabase SERVER = TestDatabase.create();

    private static RunningDatabase running;

    /** Of one endpoint, every delivery and attempt of which has succeeded. */
    @BeforeAll
    static void start() {
        running = RunningDatabase.on(SERVER);
        running.awaitReady();
        Instant at = Instant.now();
        String series = " FROM generate_series(1, " + MANY + ") n";
        SERVER.execute("INSERT INTO message (id, created_at, app_id, event_type, payload)"
                + " SELECT 'msg_' || lpad(n::text, 27, '0'), '" + at + "', 'app_1', 't', '{}'" + series);
        SERVER.execute("INSERT INTO delivery (message_id, created_at, endpoint_id, app_id, event_type, state, due_at,"
                + " updated_at) SELECT 'msg_' || lpad(n::text, 27, '0'), '" + at
                + "', 'ep_1', 'app_1', 't', 0, now(), now()" + series);
        SERVER.execute("INSERT INTO attempt (id, created_at, message_id, endpoint_id, app_id, event_type, url, status,"
                + " trigger, response_code, response, duration_ms) SELECT 'atmpt_' || lpad(n::text, 27, '0'), '" + at
                + "', 'msg_' || lpad(n::text, 27, '0'), 'ep_1', 'app_1', 't', 'u', 0, 0, 200, '', 1" + series);
        SERVER.execute("VACUUM ANALYZE message, delivery, attempt");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void lookAtABoundedNumberOfDeliveriesForAPage() {
        assertThat(RowsRead.by(running, SERVER, client -> new DeliveryTable(client, "app_1")
                        .ofEndpoint("ep_1", 2, ANY, FIRST, true)))
                .isBetween(10_000L, 30_000L);
    }

    @Test
    void lookAtABoundedNumberOfAttemptsForAPage() {
        AttemptFilter failed = new AttemptFilter(ANY, 2, null);
        assertThat(RowsRead.by(running, SERVER, client -> new AttemptTable(client, "app_1")
                        .ofEndpoint("ep_1", failed, FIRST, true, true)))
                .isBetween(10_000L, 30_000L);
    }
}
