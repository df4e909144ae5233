package io.fourways.dispatch.message.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.api.Found;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.database.RowsRead;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BoundedListIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 40_000;

    /** What is looked at is read twice: to find where to end, and for what is to be shown. */
    private static final long BOUND = 30_000;

    private static final TestDatabase SERVER = TestDatabase.create();

    private static RunningDatabase running;

    /** The second message ever made is of a type of its own. */
    @BeforeAll
    static void start() {
        running = RunningDatabase.on(SERVER);
        running.awaitReady();
        SERVER.execute("INSERT INTO message (id, created_at, app_id, event_type, payload)"
                + " SELECT 'msg_' || lpad(n::text, 27, '0'), '" + Instant.now()
                + "', 'app_1', CASE n WHEN 2 THEN 'rare' ELSE 't' END,"
                + " '{}' FROM generate_series(1, " + MANY + ") n");
        SERVER.execute("VACUUM ANALYZE message");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void looksAtABoundedNumberOfMessagesForAPage() {
        PageRequest first = new PageRequest(50, null, false, false);
        assertThat(RowsRead.by(running, SERVER, client -> new MessageTable(client, "app_1").list(rare(), first, true)))
                .isBetween(10_000L, BOUND);
        assertThat(RowsRead.by(running, SERVER, client -> new MessageTable(client, "app_1").list(any(), first, true)))
                .isLessThan(1_000);
    }

    @Test
    void findsPageByPageWhatIsFarBack() {
        List<String> found = new ArrayList<>();
        int pages = 0;
        String iterator = null;
        boolean more = true;
        while (more) {
            Found<MessageAnswer> page = page(new PageRequest(50, iterator, false, false));
            page.rows().forEach(message -> found.add(message.id()));
            iterator = page.reached();
            more = page.more();
            pages++;
        }
        assertThat(found).containsExactly("msg_" + "0".repeat(26) + "2");
        assertThat(pages).isBetween(4, 5);
        Found<MessageAnswer> oldestFirst = page(new PageRequest(50, null, false, true));
        assertThat(oldestFirst.rows()).hasSize(1);
        assertThat(oldestFirst.more()).isTrue();
    }

    private static Found<MessageAnswer> page(PageRequest page) {
        return running.serving()
                .inTransaction(client -> new MessageTable(client, "app_1").list(rare(), page, true))
                .block(PATIENCE);
    }

    private static MessageFilter rare() {
        return filter(List.of("rare"));
    }

    private static MessageFilter any() {
        return filter(List.of());
    }

    private static MessageFilter filter(List<String> types) {
        return new MessageFilter(null, null, null, null, types);
    }
}
