package io.fourways.dispatch.delivery.claim;

import io.fourways.dispatch.isolation.Ask;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Claims what is due of many endpoints in one statement. What it has claimed is nobody else's until the lease ends; what
 * others are just claiming it passes over.
 */
public final class Claims {

    /**
     * An endpoint whose circuit breaker has been open, or which is ordered, has its turn: whoever moves {@code open_until}
     * on has it for itself, and gets one. So does one whose settings, or whose ramp, the asker does not know. Deliveries of
     * an ordered endpoint keep their place in the order; it is the turn that is leased. Turns are taken in the order in which
     * those who record lock them, so that neither waits for the other in a circle.
     *
     * <p>Payloads come as text, since the driver reads bytes by a regular expression.
     */
    private static final String CLAIM = """
            WITH wanted AS MATERIALIZED (
                SELECT w.endpoint_id, w.backlog, e.ordering, h.ramp_from,
                    e.ordering IS NOT NULL OR h.open_until IS NOT NULL AS turn,
                    CASE WHEN e.ordering IS NOT NULL OR h.open_until IS NOT NULL
                            OR e.xmin::text || '.' || a.xmin::text <> w.version
                            OR (h.ramp_from > $8 AND NOT w.ramping)
                        THEN 1 ELSE w.slots END AS slots,
                    CASE WHEN e.ordering = 'parking' THEN h.parked_by END AS parked_by,
                    CASE WHEN e.xmin::text || '.' || a.xmin::text <> w.version
                        THEN e.xmin::text || '.' || a.xmin::text END AS version,
                    e.app_id, a.uid AS app_uid, e.uid, e.url, e.sealed_headers, e.rate_limit,
                    a.rate_limit AS app_rate_limit, e.concurrency, e.schedule
                FROM unnest($1::text[], $2::boolean[], $3::int[], $4::text[], $5::boolean[])
                    AS w (endpoint_id, backlog, slots, version, ramping)
                JOIN endpoint e ON e.id = w.endpoint_id AND NOT e.disabled
                JOIN app a ON a.id = e.app_id
                LEFT JOIN endpoint_health h ON h.endpoint_id = w.endpoint_id
                WHERE h.open_until IS NULL OR h.open_until <= $6
            ), turn AS (
                INSERT INTO endpoint_health (endpoint_id, open_until)
                SELECT w.endpoint_id, $7 FROM wanted w
                WHERE w.turn AND EXISTS (
                    SELECT FROM delivery d
                    WHERE d.endpoint_id = w.endpoint_id AND d.state = 1 AND d.backlog = w.backlog AND d.due_at <= $6
                        AND d.created_at >= $9 AND (w.parked_by IS NULL OR d.message_id = w.parked_by))
                ORDER BY w.endpoint_id COLLATE "C"
                ON CONFLICT (endpoint_id) DO UPDATE SET open_until = EXCLUDED.open_until
                    WHERE endpoint_health.open_until IS NULL OR endpoint_health.open_until <= $6
                RETURNING endpoint_id
            ), due AS MATERIALIZED (
                SELECT w.*, d.message_id, d.created_at, d.leased AS expired
                FROM wanted w
                CROSS JOIN LATERAL (
                    SELECT d.message_id, d.created_at, d.leased FROM delivery d
                    WHERE d.endpoint_id = w.endpoint_id AND d.state = 1 AND d.backlog = w.backlog AND d.due_at <= $6
                        AND d.created_at >= $9 AND (w.parked_by IS NULL OR d.message_id = w.parked_by)
                    ORDER BY d.due_at, d.message_id LIMIT w.slots FOR UPDATE SKIP LOCKED) d
                WHERE NOT w.turn OR w.endpoint_id IN (SELECT t.endpoint_id FROM turn t)
                LIMIT $10
            ), claimed AS (
                UPDATE delivery d
                SET due_at = CASE WHEN due.ordering IS NULL THEN $7 ELSE d.due_at END, fence = d.fence + 1, leased = true
                FROM due
                WHERE d.message_id = due.message_id AND d.endpoint_id = due.endpoint_id AND d.created_at = due.created_at
                RETURNING d.message_id, d.created_at, d.endpoint_id, d.fence, d.attempts, d.trigger, d.backlog, d.failing,
                    d.event_type, due.expired, due.turn, due.slots, due.ramp_from, due.ordering, due.version, due.app_id,
                    due.app_uid, due.uid, due.url, due.sealed_headers, due.rate_limit, due.app_rate_limit,
                    due.concurrency, due.schedule
            )
            SELECT c.message_id, c.created_at, c.endpoint_id, c.fence, c.attempts, c.trigger = 1, c.expired, c.turn,
                c.slots, CASE WHEN c.ramp_from > $8 THEN c.ramp_from END, c.ordering, c.event_type,
                coalesce(m.content_type, ''), encode(m.payload, 'hex'), m.traceparent, coalesce(m.operational, true), t.schedule,
                c.version, c.app_id, c.app_uid, c.uid,
                CASE WHEN c.version IS NOT NULL THEN c.url END,
                CASE WHEN c.version IS NOT NULL THEN c.sealed_headers END,
                c.rate_limit, c.app_rate_limit, c.concurrency, c.schedule, c.backlog, c.failing
            FROM claimed c
            LEFT JOIN message m ON m.id = c.message_id AND m.created_at = c.created_at
            LEFT JOIN event_type t ON t.name = c.event_type AND t.schedule IS NOT NULL
            """;

    private final Database database;
    private final Clock clock;
    private final Duration lease;
    private final Duration ramp;

    /**
     * @param lease how long a claim holds
     * @param ramp  how long ago a circuit breaker has closed that is of no interest any more
     */
    public Claims(Database database, Clock clock, Duration lease, Duration ramp) {
        this.database = database;
        this.clock = clock;
        this.lease = lease;
        this.ramp = ramp;
    }

    /**
     * Claims for each ask, as far as there is something due.
     *
     * @param horizon what is owed from before is not looked for
     */
    public Mono<List<ClaimedRow>> claim(List<Ask> asks, Instant horizon) {
        return database.inTransaction(client -> claim(client, asks, horizon));
    }

    private Mono<List<ClaimedRow>> claim(DatabaseClient client, List<Ask> asks, Instant horizon) {
        Instant now = clock.instant();
        Instant until = now.plus(lease);
        return client.sql(CLAIM)
                .bind(0, texts(asks, ask -> ask.lane().endpointId()))
                .bind(1, asks.stream().map(Ask::backlog).toArray(Boolean[]::new))
                .bind(2, asks.stream().map(Ask::slots).toArray(Integer[]::new))
                .bind(3, texts(asks, Ask::version))
                .bind(4, asks.stream().map(Ask::ramping).toArray(Boolean[]::new))
                .bind(5, time(now))
                .bind(6, time(until))
                .bind(7, time(now.minus(ramp)))
                .bind(8, time(horizon))
                .bind(9, asks.stream().mapToInt(Ask::slots).sum())
                .map(row -> ClaimedRow.of(row, until))
                .all()
                .collectList();
    }

    private static String[] texts(List<Ask> asks, Function<Ask, String> column) {
        return asks.stream().map(column).toArray(String[]::new);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
