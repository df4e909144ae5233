package io.fourways.dispatch.task;

import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.id.IdKind;
import io.fourways.dispatch.id.Ids;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * What a task does to the next messages, in statements. Each looks at a bounded number of them, however few of those it is
 * about, so that none takes long.
 */
final class TaskBatch {

    private static final int LOOK = 5_000;

    /** Whether an endpoint {@code e} wants a message {@code m} that still says something. */
    private static final String WANTED = "m.payload IS NOT NULL AND CASE WHEN m.only_endpoint IS NULL"
            + " THEN (e.filter_types IS NULL OR m.event_type = ANY (e.filter_types))"
            + " AND (e.channels IS NULL OR e.channels && m.channels) ELSE e.id = m.only_endpoint END";

    private static final String MISSING = "NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = m.id"
            + " AND d.endpoint_id = e.id AND d.created_at = m.created_at)";

    private static final String RESULT = """
            SELECT (SELECT count(*) FROM changed) AS done,
                CASE WHEN (SELECT count(*) FROM chosen) = :batch THEN (SELECT max(id) FROM chosen)
                    ELSE (SELECT max(id) FROM looked) END AS reached
            """;

    private static final String RECOVER = """
            WITH looked AS MATERIALIZED (
                SELECT message_id AS id, created_at, state FROM delivery
                WHERE endpoint_id = :endpoint AND message_id > :reached AND message_id < :last
                    AND created_at >= :since AND created_at <= :until
                ORDER BY message_id LIMIT %d
            ), chosen AS MATERIALIZED (
                SELECT * FROM looked WHERE state = 2 ORDER BY id LIMIT :batch
            ), changed AS (
                UPDATE delivery d SET state = CASE WHEN e.disabled THEN 4 ELSE 1 END, due_at = :now, fence = d.fence + 1,
                    leased = false, trigger = 0, attempts = 0, backlog = true, updated_at = :now
                FROM chosen c, endpoint e
                WHERE d.message_id = c.id AND d.created_at = c.created_at AND d.endpoint_id = :endpoint AND d.state = 2
                    AND d.created_at >= :since AND d.created_at <= :until AND e.id = d.endpoint_id
                RETURNING d.message_id
            )
            """.formatted(LOOK) + RESULT;

    private static final String REPLAY = """
            WITH looked AS MATERIALIZED (
                SELECT id, created_at FROM message
                WHERE app_id = :app AND id > :reached AND id < :last AND created_at >= :since AND created_at <= :until
                ORDER BY id LIMIT %d
            ), chosen AS MATERIALIZED (
                SELECT m.id, m.created_at, m.app_id, m.event_type, e.disabled
                FROM looked l JOIN message m ON m.id = l.id AND m.created_at = l.created_at
                    AND m.created_at >= :since AND m.created_at <= :until
                JOIN endpoint e ON e.id = :endpoint
                WHERE %s AND %s ORDER BY m.id LIMIT :batch
            ), changed AS (
                INSERT INTO delivery
                    (message_id, created_at, endpoint_id, app_id, event_type, state, due_at, backlog, updated_at)
                SELECT id, created_at, :endpoint, app_id, event_type, CASE WHEN disabled THEN 4 ELSE 1 END, :now, true, :now
                FROM chosen ORDER BY id
                ON CONFLICT DO NOTHING
                RETURNING message_id
            )
            """.formatted(LOOK, WANTED, MISSING) + RESULT;

    private static final String COUNT_FAILED = """
            WITH looked AS MATERIALIZED (
                SELECT message_id FROM delivery WHERE endpoint_id = :endpoint AND state = 2
                    AND message_id >= :first AND message_id < :last AND created_at >= :since AND created_at <= :until
                ORDER BY message_id LIMIT %1$d
            )
            SELECT count(*) AS found, count(*) < %1$d AS every FROM looked
            """.formatted(TaskCount.LOOK);

    private static final String COUNT_MISSING = """
            WITH looked AS MATERIALIZED (
                SELECT id, created_at FROM message
                WHERE app_id = :app AND id >= :first AND id < :last AND created_at >= :since AND created_at <= :until
                ORDER BY id LIMIT %1$d
            )
            SELECT count(*) AS found, (SELECT count(*) FROM looked) < %1$d AS every
            FROM looked l JOIN message m ON m.id = l.id AND m.created_at = l.created_at
                AND m.created_at >= :since AND m.created_at <= :until
            JOIN endpoint e ON e.id = :endpoint
            WHERE %2$s AND %3$s
            """.formatted(TaskCount.LOOK, WANTED, MISSING);

    private TaskBatch() {}

    /** Does the next of a task's work, within the client's transaction. */
    static Mono<Progress> run(DatabaseClient client, Task task, int batch, Instant now) {
        DatabaseClient.GenericExecuteSpec statement = client.sql(task.kind() == TaskKind.REPLAY ? REPLAY : RECOVER)
                .bind("endpoint", task.endpoint())
                .bind("reached", task.reached() == null ? first(task.since()) : task.reached())
                .bind("last", last(task.until()))
                .bind("since", Rows.value(task.since()))
                .bind("until", Rows.value(task.until()))
                .bind("batch", batch)
                .bind("now", Rows.value(now));
        return (task.kind() == TaskKind.REPLAY ? statement.bind("app", task.app()) : statement)
                .map(TaskBatch::progress)
                .one();
    }

    private static Progress progress(Readable row) {
        return new Progress(Rows.required(row, "done", Long.class), row.get("reached", String.class));
    }

    /** How many messages a task would be about, as far as a bounded look tells. */
    static Mono<TaskCount> count(DatabaseClient client, NewTask task) {
        DatabaseClient.GenericExecuteSpec statement = client.sql(
                        task.kind() == TaskKind.REPLAY ? COUNT_MISSING : COUNT_FAILED)
                .bind("endpoint", task.endpoint())
                .bind("first", first(task.since()))
                .bind("last", last(task.until()))
                .bind("since", Rows.value(task.since()))
                .bind("until", Rows.value(task.until()));
        return (task.kind() == TaskKind.REPLAY ? statement.bind("app", task.app()) : statement)
                .map(row -> new TaskCount(
                        Rows.required(row, "found", Long.class), Rows.required(row, "every", Boolean.class)))
                .one();
    }

    /** No message made then or later has a lesser id. */
    private static String first(Instant since) {
        return Ids.firstOf(IdKind.MESSAGE, since.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Every message made by then has a lesser one. */
    private static String last(Instant until) {
        return Ids.firstOf(IdKind.MESSAGE, until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    }

    /**
     * How far a batch has brought a task.
     *
     * @param reached the last message looked at; null when there was none left
     */
    record Progress(long done, @Nullable String reached) {

        boolean isEnd() {
            return reached == null;
        }
    }
}
