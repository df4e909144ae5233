package io.fourways.dispatch.delivery.claim;

import static java.util.Objects.requireNonNull;

import io.fourways.service.database.Database;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Looks for all that is pending, by whomever it was accepted: from endpoint to endpoint, so that it costs as much as
 * there are endpoints with something pending, however much that is.
 */
public final class Agenda {

    /** What the retry schedule's days hold is always looked for. */
    private static final Duration RECENT = Duration.ofDays(4);

    /** No delivery is kept for longer, whatever is configured. */
    private static final int LONGEST_KEPT_DAYS = 400;

    /** Of so many endpoints at once, so that each look is over in good time, however many there are. */
    private static final int PAGE = 500;

    /** Each day by itself, so that only its own partition is looked into. */
    private static final String HORIZON = """
            SELECT min(oldest.created_at) FROM (
                SELECT day FROM generate_series($1::timestamptz - $2 * interval '1 day', $1, interval '1 day') day
                WHERE to_regclass('delivery_' || to_char(day AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL) days
            CROSS JOIN LATERAL (
                SELECT d.created_at FROM delivery d
                WHERE d.state = 1 AND d.created_at >= day AND d.created_at < day + interval '1 day'
                ORDER BY d.endpoint_id LIMIT 1) oldest
            """;

    private static final String PENDING = """
            WITH RECURSIVE pending AS (
                (SELECT d.endpoint_id, 1 AS n FROM delivery d
                 WHERE d.state = 1 AND d.created_at >= $1 AND d.endpoint_id > $2
                 ORDER BY d.endpoint_id LIMIT 1)
                UNION ALL
                SELECT (SELECT d.endpoint_id FROM delivery d
                        WHERE d.state = 1 AND d.created_at >= $1 AND d.endpoint_id > p.endpoint_id
                        ORDER BY d.endpoint_id LIMIT 1), p.n + 1
                FROM pending p WHERE p.endpoint_id IS NOT NULL AND p.n < $3
            )
            SELECT p.endpoint_id, live.due_at, backlog.due_at, h.open_until,
                e.ordering IS NOT NULL, coalesce(e.disabled, true),
                e.ordering = 'parking' AND h.parked_by IS NOT NULL AND NOT EXISTS (
                    SELECT FROM delivery d WHERE d.message_id = h.parked_by AND d.endpoint_id = p.endpoint_id
                        AND d.state = 1)
            FROM pending p
            LEFT JOIN endpoint e ON e.id = p.endpoint_id
            LEFT JOIN endpoint_health h ON h.endpoint_id = p.endpoint_id
            LEFT JOIN LATERAL (
                SELECT d.due_at FROM delivery d
                WHERE d.endpoint_id = p.endpoint_id AND d.state = 1 AND d.backlog = false AND d.created_at >= $1
                ORDER BY d.due_at LIMIT 1) live ON true
            LEFT JOIN LATERAL (
                SELECT d.due_at FROM delivery d
                WHERE d.endpoint_id = p.endpoint_id AND d.state = 1 AND d.backlog = true AND d.created_at >= $1
                ORDER BY d.due_at LIMIT 1) backlog ON true
            WHERE p.endpoint_id IS NOT NULL
            ORDER BY p.endpoint_id
            """;

    private final Database database;
    private final Clock clock;
    private volatile Instant horizon;

    public Agenda(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.horizon = recent();
    }

    private Instant recent() {
        return clock.instant().minus(RECENT).truncatedTo(ChronoUnit.DAYS);
    }

    /** Nothing from before was pending when it was last looked for. */
    public Instant horizon() {
        return horizon;
    }

    /** Looks once; the endpoints in their order. */
    public Mono<List<Pending>> look() {
        return database.inTransaction(this::oldest)
                .doOnNext(found -> horizon = found)
                .flatMap(found -> page(found, "")
                        .expand(page -> page.size() < PAGE ? Mono.empty() : page(found, last(page)))
                        .flatMapIterable(Function.identity())
                        .collectList());
    }

    private static String last(List<Pending> page) {
        return page.get(page.size() - 1).endpointId();
    }

    private Mono<Instant> oldest(DatabaseClient client) {
        Instant recent = recent();
        return client.sql(HORIZON)
                .bind(0, recent.atOffset(ZoneOffset.UTC))
                .bind(1, LONGEST_KEPT_DAYS)
                .map(row -> {
                    Instant oldest = row.get(0, Instant.class);
                    return oldest == null || oldest.isAfter(recent) ? recent : oldest.truncatedTo(ChronoUnit.DAYS);
                })
                .one();
    }

    private Mono<List<Pending>> page(Instant from, String after) {
        return database.inTransaction(client -> client.sql(PENDING)
                .bind(0, from.atOffset(ZoneOffset.UTC))
                .bind(1, after)
                .bind(2, PAGE)
                .map(Pending::of)
                .all()
                .collectList());
    }

    /**
     * An endpoint that something is pending for.
     *
     * @param live     when the first of live traffic is due
     * @param backlog  the same of what is behind it
     * @param openUntil before when it is left alone
     * @param ordered  whether it wants one delivery after the other
     * @param disabled whether nothing may be sent to it; so it is of one that is no more
     * @param parked   whether it waits for somebody to look after a message
     */
    public record Pending(
            String endpointId,
            @Nullable Instant live,
            @Nullable Instant backlog,
            @Nullable Instant openUntil,
            boolean ordered,
            boolean disabled,
            boolean parked) {

        static Pending of(Readable row) {
            return new Pending(
                    requireNonNull(row.get(0, String.class)),
                    row.get(1, Instant.class),
                    row.get(2, Instant.class),
                    row.get(3, Instant.class),
                    Boolean.TRUE.equals(row.get(4, Boolean.class)),
                    Boolean.TRUE.equals(row.get(5, Boolean.class)),
                    Boolean.TRUE.equals(row.get(6, Boolean.class)));
        }
    }
}
