package io.fourways.ingest.administration.replays;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.WebhookFilter;
import io.fourways.service.database.Database;
import io.fourways.service.database.Pending;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of replays. Its times are the database's, so that instances with different clocks agree. */
final class ReplayTable {

    /** How many may run at once: each takes a turn on every instance. */
    static final int MAX_RUNNING = 20;

    private static final int LISTED = 100;

    private static final String FORGET = "DELETE FROM replay WHERE ended_at < now() - interval '30 days'";

    private static final String INSERT = """
            INSERT INTO replay
                (id, state, source, verdict, type, since, until, set_aside, per_second, next_at, created_at)
            SELECT :id, 'running', :source, :verdict, :type, :since, :until, :set_aside, :per_second, now(), now()
            WHERE (SELECT count(*) FROM replay WHERE state = 'running') < %d
            ON CONFLICT (id) DO NOTHING
            RETURNING *
            """.formatted(MAX_RUNNING);

    private static final String CANCEL =
            "UPDATE replay SET state = 'cancelled', ended_at = now() WHERE id = :id AND state = 'running'";

    private static final String CLAIM = """
            SELECT * FROM replay WHERE state = 'running' AND next_at <= now()
            ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private static final String ADVANCE = """
            UPDATE replay SET replayed = replayed + :replayed, failed = failed + :failed,
                reached_at = coalesce(:reached_at, reached_at), reached_id = coalesce(:reached_id, reached_id),
                next_at = now() + make_interval(secs => CAST(:done AS double precision) / per_second),
                state = CASE WHEN :ended THEN 'completed' ELSE state END,
                ended_at = CASE WHEN :ended THEN now() END
            WHERE id = :id
            """;

    private static final String POSTPONE = """
            UPDATE replay SET next_at = greatest(next_at, now() + interval '5 seconds')
            WHERE id = :id AND state = 'running'
            """;

    private static final String NEXT =
            "SELECT (extract(epoch FROM min(next_at) - now()) * 1000)::bigint FROM replay WHERE state = 'running'";

    private static final String RUNNING = "SELECT count(*), min(created_at) FROM replay WHERE state = 'running'";

    private final Database database;

    ReplayTable(Database database) {
        this.database = database;
    }

    /** Begins a replay; empty when it has begun before, or too many run already. Those that ended long ago are forgotten. */
    Mono<Replay> insert(String id, ReplayRequest request) {
        WebhookFilter filter = request.filter();
        return database.inTransaction(client -> client.sql(FORGET)
                .then()
                .then(client.sql(INSERT)
                        .bind("id", id)
                        .bind("source", text(filter.source()))
                        .bind("verdict", filter.verdict().label())
                        .bind("type", text(filter.type()))
                        .bind("since", time(filter.since()))
                        .bind("until", time(filter.until()))
                        .bind("set_aside", filter.setAside())
                        .bind("per_second", request.perSecond())
                        .map(Replay::of)
                        .one()));
    }

    private static Object text(@Nullable String text) {
        return Parameters.in(R2dbcType.VARCHAR, text);
    }

    private static Object time(@Nullable Instant time) {
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, time == null ? null : time.atOffset(ZoneOffset.UTC));
    }

    Mono<Replay> find(String id) {
        return database.inTransaction(client -> find(client, id));
    }

    private static Mono<Replay> find(DatabaseClient client, String id) {
        return client.sql("SELECT * FROM replay WHERE id = :id")
                .bind("id", id)
                .map(Replay::of)
                .one();
    }

    /** The newest first. */
    Mono<List<Replay>> newest() {
        return database.inTransaction(
                client -> client.sql("SELECT * FROM replay ORDER BY created_at DESC, id DESC LIMIT " + LISTED)
                        .map(Replay::of)
                        .all()
                        .collectList());
    }

    /** Waits for a batch that is being replayed. What has ended stays as it ended; empty when there is none. */
    Mono<Replay> cancel(String id) {
        return database.inTransaction(
                client -> client.sql(CANCEL).bind("id", id).then().then(find(client, id)));
    }

    /** A replay whose time has come, which is the transaction's alone until it ends. */
    static Mono<Replay> claim(DatabaseClient client) {
        return client.sql(CLAIM).map(Replay::of).one();
    }

    /** Says within the transaction what was done in it. */
    static Mono<Void> advance(DatabaseClient client, String id, Progress progress) {
        Position reached = progress.reached();
        Object at = Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, reached == null ? null : reached.time());
        Object number = Parameters.in(R2dbcType.BIGINT, reached == null ? null : reached.id());
        return client.sql(ADVANCE)
                .bind("id", id)
                .bind("replayed", progress.replayed())
                .bind("failed", progress.failed())
                .bind("reached_at", at)
                .bind("reached_id", number)
                .bind("done", progress.done())
                .bind("ended", progress.isEnd())
                .then();
    }

    /** Puts a replay off, so that one that fails does not keep the others from their turns. */
    Mono<Void> postpone(String id) {
        return database.inTransaction(
                client -> client.sql(POSTPONE).bind("id", id).then());
    }

    /** How many run, and since when the first of them does. */
    Mono<Pending> running() {
        return database.inTransaction(client -> client.sql(RUNNING)
                .map(row ->
                        new Pending(Objects.requireNonNull(row.get(0, Long.class)), row.get(1, OffsetDateTime.class)))
                .one());
    }

    /** How long until it is a replay's turn; empty when none is running. */
    Mono<Duration> next() {
        return database.inTransaction(client -> client.sql(NEXT)
                .map(row -> Optional.ofNullable(row.get(0, Long.class)))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(Duration::ofMillis));
    }
}
