package io.fourways.dispatch.delivery.claim;

import io.fourways.dispatch.isolation.Ask;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/**
 * Claims what is due of many endpoints in one statement. What it has claimed is nobody else's until the lease ends; what
 * others are just claiming it passes over.
 */
public final class Claims {

    /**
     * An endpoint whose circuit breaker has been open, or which is ordered, has its turn: whoever moves {@code open_until}
     * on has it for itself, and gets one. So does one whose settings, or whose ramp, the asker does not know. Deliveries of
     * an ordered endpoint keep their place in the order; it is the turn that is leased. It has none while some of what it is
     * owed is held: that would be passed over. While its first is under way it has none either, though nobody may know any
     * more whose turn it is: an endpoint that is disabled and enabled is forgotten in between. Turns are taken in the order
     * in which those who record lock them, so that neither waits for the other in a circle.
     *
     * <p>What is due is known, and how large it is, before the turn is taken: a turn with nothing to send would keep its
     * endpoint waiting for the whole lease. Therefore whoever looks at such an endpoint keeps others from looking meanwhile;
     * they would pass over its first delivery and take the second.
     *
     * <p>When there is more than is to be claimed at once, each endpoint gets its first before any gets its second.
     *
     * <p>Payloads come as text, since the driver reads bytes by a regular expression; each once, however many endpoints it
     * is for.
     */
    private static final String CLAIM = """
            WITH asked AS MATERIALIZED (
                SELECT e.id AS endpoint_id, w.backlog, w.place, e.ordering, h.ramp_from,
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
                FROM unnest($1::text[], $2::boolean[], $3::int[], $4::text[], $5::boolean[]) WITH ORDINALITY
                    AS w (endpoint_id, backlog, slots, version, ramping, place)
                JOIN endpoint e ON e.id = w.endpoint_id AND NOT e.disabled
                JOIN app a ON a.id = e.app_id
                LEFT JOIN endpoint_health h ON h.endpoint_id = e.id
                WHERE (h.open_until IS NULL OR h.open_until <= $6)
                    AND (e.ordering IS NULL
                        OR NOT EXISTS (SELECT FROM delivery d WHERE d.endpoint_id = e.id AND d.state = 4))
            ), wanted AS MATERIALIZED (
                SELECT * FROM asked
                WHERE CASE WHEN turn
                    THEN pg_try_advisory_xact_lock(hashtextextended('fourways.turn.' || endpoint_id, 0)) ELSE true END
            ), due AS MATERIALIZED (
                SELECT w.*, d.message_id, d.created_at, d.due_at, d.leased AS expired
                FROM wanted w
                CROSS JOIN LATERAL (
                    SELECT d.message_id, d.created_at, d.due_at, d.leased, d.lease_until FROM delivery d
                    WHERE d.endpoint_id = w.endpoint_id AND d.state = 1 AND d.backlog = w.backlog AND d.due_at <= $6
                        AND d.created_at >= $9 AND (w.parked_by IS NULL OR d.message_id = w.parked_by)
                    ORDER BY d.due_at, d.message_id LIMIT w.slots FOR UPDATE SKIP LOCKED) d
                WHERE NOT d.leased OR d.lease_until IS NULL OR d.lease_until <= $6
                LIMIT $10
            ), sized AS MATERIALIZED (
                SELECT *, sum(size) OVER (ORDER BY nth, place ROWS UNBOUNDED PRECEDING) - size >= $11 AS beyond
                FROM (
                    SELECT due.*, m.content_type, m.payload, m.traceparent, m.operational, m.published_at,
                        coalesce(octet_length(m.payload), 0) AS size,
                        row_number() OVER (PARTITION BY due.endpoint_id ORDER BY due.due_at, due.message_id) AS nth
                    FROM due LEFT JOIN LATERAL (
                        SELECT m.content_type, m.payload, m.traceparent, m.operational, m.published_at FROM message m
                        WHERE m.id = due.message_id AND m.created_at = due.created_at LIMIT 1) m ON true) AS numbered
            ), turn AS (
                INSERT INTO endpoint_health (endpoint_id, open_until)
                SELECT s.endpoint_id, $7 FROM sized s WHERE s.turn AND NOT s.beyond
                ORDER BY s.endpoint_id
                ON CONFLICT (endpoint_id) DO UPDATE SET open_until = EXCLUDED.open_until
                    WHERE endpoint_health.open_until IS NULL OR endpoint_health.open_until <= $6
                RETURNING endpoint_id
            ), claimed AS (
                UPDATE delivery d
                SET due_at = CASE WHEN s.ordering IS NULL THEN $7 ELSE d.due_at END,
                    lease_until = CASE WHEN s.ordering IS NOT NULL THEN $7 END, fence = d.fence + 1, leased = true
                FROM sized s
                WHERE d.message_id = s.message_id AND d.endpoint_id = s.endpoint_id AND d.created_at = s.created_at
                    AND NOT s.beyond AND (NOT s.turn OR s.endpoint_id IN (SELECT t.endpoint_id FROM turn t))
                RETURNING d.message_id, d.created_at, d.endpoint_id, d.fence, d.attempts, d.trigger, d.backlog, d.failing,
                    d.event_type,
                    s.expired, s.turn, s.slots, s.ramp_from, s.ordering, s.version, s.app_id, s.app_uid, s.uid, s.url,
                    s.sealed_headers, s.rate_limit, s.app_rate_limit, s.concurrency, s.schedule, s.content_type, s.payload,
                    s.traceparent, s.operational, s.published_at
            )
            SELECT c.message_id, c.created_at, c.endpoint_id, c.fence, c.attempts, c.trigger = 1 AS by_hand, c.expired, c.turn,
                c.slots, CASE WHEN c.ramp_from > $8 THEN c.ramp_from END AS ramp_from, c.ordering, c.event_type,
                coalesce(c.content_type, '') AS content_type,
                CASE WHEN c.nth = 1 THEN encode(c.payload, 'hex') END AS payload, c.traceparent,
                coalesce(c.operational, true) AS operational, coalesce(c.published_at, c.created_at) AS published_at,
                t.schedule AS type_schedule,
                c.version, c.app_id, c.app_uid, c.uid,
                CASE WHEN c.version IS NOT NULL THEN c.url END AS url,
                CASE WHEN c.version IS NOT NULL THEN c.sealed_headers END AS sealed_headers,
                c.rate_limit, c.app_rate_limit, c.concurrency, c.schedule, c.backlog, c.failing,
                (SELECT bool_or(s.beyond) FROM sized s) AS more
            FROM (SELECT *, row_number() OVER (PARTITION BY message_id) AS nth FROM claimed) c
            LEFT JOIN event_type t ON t.name = c.event_type AND t.schedule IS NOT NULL
            """;

    private final Database database;
    private final Clock clock;
    private final Duration lease;
    private final Duration ramp;
    private final DataSize size;

    /**
     * @param lease how long a claim holds
     * @param ramp  how long ago a circuit breaker has closed that is of no interest any more
     * @param size  from how much on, of what is to be sent, no more is claimed at once
     */
    public Claims(Database database, Clock clock, Duration lease, Duration ramp, DataSize size) {
        this.database = database;
        this.clock = clock;
        this.lease = lease;
        this.ramp = ramp;
        this.size = size;
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
                .bind(10, size.toBytes())
                .map(row -> ClaimedRow.of(row, until))
                .all()
                .collectList()
                .map(Claims::withPayloads);
    }

    /** One row of each message has brought what it says, if it still says something. */
    private static List<ClaimedRow> withPayloads(List<ClaimedRow> rows) {
        Map<String, byte[]> payloads = new HashMap<>();
        for (ClaimedRow row : rows) {
            if (row.claimed().payload() != null) {
                payloads.put(row.claimed().messageId(), row.claimed().payload());
            }
        }
        return rows.stream()
                .map(row -> row.with(payloads.get(row.claimed().messageId())))
                .toList();
    }

    private static String[] texts(List<Ask> asks, Function<Ask, String> column) {
        return asks.stream().map(column).toArray(String[]::new);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
