package io.fourways.dispatch.delivery.claim;

import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds what is pending for endpoints that have been disabled, and releases it behind live traffic once they are enabled. In
 * small steps: whoever disables or enables an endpoint does not wait for it, and it goes on after a crash.
 */
public final class Holding {

    private static final int AT_ONCE = 1_000;
    private static final int MOST_STEPS = 20;

    /** Also of endpoints that are no more, whose deliveries are given up. */
    private static final String HOLD = """
            WITH chosen AS MATERIALIZED (
                SELECT d.message_id, d.endpoint_id, d.created_at, e.id IS NULL AS deleted
                FROM unnest($3::text[]) AS p (endpoint_id) LEFT JOIN endpoint e ON e.id = p.endpoint_id
                CROSS JOIN LATERAL (
                    SELECT d.message_id, d.endpoint_id, d.created_at FROM delivery d
                    WHERE d.endpoint_id = p.endpoint_id AND d.state = 1
                    LIMIT $2 FOR UPDATE SKIP LOCKED) d
                WHERE coalesce(e.disabled, true)
                LIMIT $2
            ), forgotten AS (
                DELETE FROM endpoint_health h WHERE h.endpoint_id IN (SELECT endpoint_id FROM chosen)
            )
            UPDATE delivery d SET state = CASE WHEN chosen.deleted THEN 2 ELSE 4 END, updated_at = $1
            FROM chosen
            WHERE d.message_id = chosen.message_id AND d.endpoint_id = chosen.endpoint_id AND d.created_at = chosen.created_at
            """;

    /**
     * A delivery that is still under way from before keeps its lease. One of an ordered endpoint keeps its place in the
     * order: before what is new, since it was before it.
     */
    private static final String RELEASE = """
            WITH RECURSIVE held AS (
                (SELECT d.endpoint_id FROM delivery d WHERE d.state = 4 ORDER BY d.endpoint_id LIMIT 1)
                UNION ALL
                SELECT (SELECT d.endpoint_id FROM delivery d WHERE d.state = 4 AND d.endpoint_id > p.endpoint_id
                        ORDER BY d.endpoint_id LIMIT 1)
                FROM held p WHERE p.endpoint_id IS NOT NULL
            ), chosen AS MATERIALIZED (
                SELECT d.message_id, d.endpoint_id, d.created_at, e.id IS NULL AS deleted, e.ordering IS NOT NULL AS ordered
                FROM held p LEFT JOIN endpoint e ON e.id = p.endpoint_id
                CROSS JOIN LATERAL (
                    SELECT d.message_id, d.endpoint_id, d.created_at FROM delivery d
                    WHERE d.endpoint_id = p.endpoint_id AND d.state = 4
                    LIMIT $2 FOR UPDATE SKIP LOCKED) d
                WHERE p.endpoint_id IS NOT NULL AND NOT coalesce(e.disabled, false)
                LIMIT $2
            )
            UPDATE delivery d SET state = CASE WHEN chosen.deleted THEN 2 ELSE 1 END,
                backlog = d.backlog OR NOT chosen.ordered,
                due_at = CASE WHEN chosen.ordered THEN d.due_at WHEN d.leased THEN greatest(d.due_at, $1) ELSE $1 END,
                updated_at = $1
            FROM chosen
            WHERE d.message_id = chosen.message_id AND d.endpoint_id = chosen.endpoint_id AND d.created_at = chosen.created_at
            """;

    private final Database database;
    private final Clock clock;

    public Holding(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Holds what is pending for those of these endpoints that are disabled, or are no more; some of it. */
    public Mono<Void> hold(List<String> endpointIds) {
        return endpointIds.isEmpty()
                ? Mono.empty()
                : steps(client -> step(client, HOLD).bind(2, endpointIds.toArray(String[]::new)));
    }

    /** Releases what is held for endpoints that are enabled; some of it. */
    public Mono<Void> release() {
        return steps(client -> step(client, RELEASE));
    }

    private Mono<Void> steps(Function<DatabaseClient, GenericExecuteSpec> step) {
        return Flux.defer(() -> database.inTransaction(
                        client -> step.apply(client).fetch().rowsUpdated()))
                .repeat(MOST_STEPS)
                .takeUntil(changed -> changed < AT_ONCE)
                .then();
    }

    private GenericExecuteSpec step(DatabaseClient client, String statement) {
        return client.sql(statement)
                .bind(0, clock.instant().atOffset(ZoneOffset.UTC))
                .bind(1, AT_ONCE);
    }
}
