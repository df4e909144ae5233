package io.fourways.dispatch.task;

import io.fourways.dispatch.access.ApiKey;
import io.fourways.dispatch.api.PageRequest;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.task.TaskBatch.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The table of tasks, in statements. Each belongs to the transaction of the client given. */
final class TaskTable {

    /** How many tasks of an app may run at once. */
    static final int MAX_RUNNING = 20;

    /** How often in a row a batch may fail; then the task has failed: it would for ever. */
    static final int MOST_FAILURES = 20;

    private static final String INSERT = """
            INSERT INTO task (id, kind, state, app_id, endpoint_id, since, until, per_second, counted, counted_all, next_at, created_at,
                updated_at)
            SELECT :id, :kind, 'running', :app, :endpoint, :since, :until, :per_second, :counted, :counted_all, :now, :now, :now
            WHERE (SELECT count(*) FROM task WHERE app_id = :app AND state = 'running') < %d
            RETURNING *
            """.formatted(MAX_RUNNING);

    /** What the caller's key opens. */
    private static final String MINE =
            "(:everything OR task.app_id IN (SELECT id FROM app" + " WHERE id = ANY (:apps) OR uid = ANY (:apps)))";

    private static final String CANCEL =
            "UPDATE task SET state = 'cancelled', updated_at = :now WHERE id = :id AND state = 'running' AND " + MINE;

    private static final String CLAIM = """
            SELECT * FROM task WHERE state = 'running' AND next_at <= :now
            ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private static final String ADVANCE = """
            UPDATE task SET done = done + :done, reached = coalesce(:reached, reached), updated_at = :now, failures = 0,
                next_at = :now + make_interval(secs => CAST(:done AS double precision) / per_second),
                state = CASE WHEN :ended THEN 'finished' ELSE state END
            WHERE id = :id
            """;

    private static final String POSTPONE = """
            UPDATE task SET next_at = :now + interval '5 seconds', updated_at = :now, failures = failures + 1,
                state = CASE WHEN failures + 1 < %d THEN state ELSE 'failed' END
            WHERE id = :id AND state = 'running'
            """.formatted(MOST_FAILURES);

    private final DatabaseClient client;

    TaskTable(DatabaseClient client) {
        this.client = client;
    }

    /** Begins a task; empty when too many of the app's run already. */
    Mono<Task> insert(String id, NewTask task, int perSecond, TaskCount count, Instant now) {
        return client.sql(INSERT)
                .bind("id", id)
                .bind("kind", task.kind().label())
                .bind("app", task.app())
                .bind("endpoint", task.endpoint())
                .bind("since", Rows.value(task.since()))
                .bind("until", Rows.value(task.until()))
                .bind("per_second", perSecond)
                .bind("counted", count.found())
                .bind("counted_all", count.every())
                .bind("now", Rows.value(now))
                .map(Task::of)
                .one();
    }

    Mono<Task> find(ApiKey key, String id) {
        return mine(client.sql("SELECT * FROM task WHERE id = :id AND " + MINE), key)
                .bind("id", id)
                .map(Task::of)
                .one();
    }

    /** @param status as Svix calls it, {@code kind} too; null for any */
    Mono<List<Task>> list(ApiKey key, @Nullable String status, @Nullable String kind, PageRequest page) {
        String shown = "CASE WHEN state = 'cancelled' THEN 'failed' ELSE state END";
        String select = "SELECT * FROM task WHERE " + MINE + (status == null ? "" : " AND " + shown + " = :status")
                + (kind == null ? "" : " AND kind = :kind") + " AND " + page.condition("id") + page.order("id");
        GenericExecuteSpec statement = mine(client.sql(select), key);
        statement = status == null ? statement : statement.bind("status", status);
        statement = kind == null ? statement : statement.bind("kind", kind);
        return page.bind(statement).map(Task::of).all().collectList();
    }

    private static GenericExecuteSpec mine(GenericExecuteSpec statement, ApiKey key) {
        return statement
                .bind("everything", key.opensEverything())
                .bind("apps", key.apps().toArray(String[]::new));
    }

    /** Waits for a batch that is being worked on. What has ended stays as it ended. */
    Mono<Void> cancel(ApiKey key, String id, Instant now) {
        return mine(client.sql(CANCEL), key)
                .bind("id", id)
                .bind("now", Rows.value(now))
                .then();
    }

    /** A task whose time has come, which is the transaction's alone until it ends. */
    Mono<Task> claim(Instant now) {
        return client.sql(CLAIM).bind("now", Rows.value(now)).map(Task::of).one();
    }

    /** Says within the transaction what was done in it. */
    Mono<Void> advance(String id, Progress progress, Instant now) {
        return client.sql(ADVANCE)
                .bind("id", id)
                .bind("done", progress.done())
                .bind("reached", Rows.value(progress.reached()))
                .bind("ended", progress.isEnd())
                .bind("now", Rows.value(now))
                .then();
    }

    /** Puts a task off, so that one that fails does not keep the others from their turns; or gives it up, when it has too often. */
    Mono<Void> postpone(String id, Instant now) {
        return client.sql(POSTPONE).bind("id", id).bind("now", Rows.value(now)).then();
    }

    /** How long until it is a task's turn; empty when none is running. */
    Mono<Duration> next(Instant now) {
        return client.sql("SELECT next_at FROM task WHERE state = 'running' ORDER BY next_at LIMIT 1")
                .map(row -> Duration.between(now, Rows.time(row, "next_at")))
                .one();
    }
}
