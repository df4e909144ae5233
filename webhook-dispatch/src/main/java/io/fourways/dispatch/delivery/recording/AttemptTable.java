package io.fourways.dispatch.delivery.recording;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The tables of attempts and deliveries: one statement of arrays, however many they are. An attempt is kept whoever made
 * it; it changes its delivery only for whoever still has the claim.
 */
final class AttemptTable {

    private static final String RECORD = """
            WITH result AS MATERIALIZED (
                SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::smallint[],
                        $6::timestamptz[], $7::int[], $8::text[], $9::timestamptz[], $10::text[], $11::text[],
                        $12::text[], $13::smallint[], $14::smallint[], $15::int[], $16::text[], $17::int[],
                        $18::boolean[], $19::boolean[]) WITH ORDINALITY
                    AS r (message_id, created_at, endpoint_id, fence, state, due_at, counts, attempt_id, attempted_at,
                        app_id, event_type, url, status, trigger, code, response, took, ordered, failing, n)
            ), attempted AS (
                INSERT INTO attempt (id, created_at, message_id, endpoint_id, app_id, event_type, url, status, trigger,
                    response_code, response, duration_ms)
                SELECT attempt_id, attempted_at, message_id, endpoint_id, app_id, event_type, url, status, trigger, code,
                    response, took
                FROM result WHERE attempt_id IS NOT NULL
                ON CONFLICT DO NOTHING
                RETURNING id
            ), changed AS (
                UPDATE delivery d
                SET state = CASE WHEN r.state = 1 THEN d.state ELSE r.state END,
                    due_at = CASE WHEN r.ordered OR r.due_at IS NULL THEN d.due_at ELSE r.due_at END,
                    attempts = d.attempts + r.counts, trigger = 0, leased = false, failing = r.failing,
                    updated_at = r.attempted_at
                FROM result r
                WHERE d.message_id = r.message_id AND d.endpoint_id = r.endpoint_id AND d.created_at = r.created_at
                    AND d.fence = r.fence AND d.leased
                RETURNING r.n
            )
            SELECT r.n, a.id IS NOT NULL, c.n IS NOT NULL
            FROM result r LEFT JOIN attempted a ON a.id = r.attempt_id LEFT JOIN changed c ON c.n = r.n
            """;

    private AttemptTable() {}

    /** Within the client's transaction. */
    static Mono<List<Recorded>> record(DatabaseClient client, List<Judged> results) {
        return client.sql(RECORD)
                .bind(0, texts(results, result -> result.claimed().messageId()))
                .bind(1, texts(results, result -> result.claimed().createdAt().toString()))
                .bind(2, texts(results, result -> result.claimed().endpointId()))
                .bind(3, integers(results, result -> result.claimed().fence()))
                .bind(4, shorts(results, result -> result.verdict().state()))
                .bind(5, texts(results, AttemptTable::dueAt))
                .bind(6, integers(results, result -> result.claimed().byHand() ? 0 : 1))
                .bind(7, texts(results, result -> result.attempt().reply() == null ? null : result.id()))
                .bind(8, texts(results, result -> result.attempt().at().toString()))
                .bind(9, texts(results, result -> result.attempt().endpoint().appId()))
                .bind(10, texts(results, result -> result.claimed().eventType()))
                .bind(
                        11,
                        texts(
                                results,
                                result ->
                                        ShownUrl.of(result.attempt().endpoint().url())))
                .bind(12, shorts(results, result -> (short) (result.attempt().isDelivered() ? 0 : 2)))
                .bind(13, shorts(results, result -> (short) (result.claimed().byHand() ? 1 : 0)))
                .bind(14, integers(results, result -> result.attempt().code()))
                .bind(15, texts(results, result -> result.attempt().response()))
                .bind(16, integers(results, result ->
                        (int) result.attempt().took().toMillis()))
                .bind(
                        17,
                        results.stream()
                                .map(result -> result.claimed().ordering() != null)
                                .toArray(Boolean[]::new))
                .bind(18, results.stream().map(Judged::leavesItFailing).toArray(Boolean[]::new))
                .map(row -> new Recorded(
                        results.get(requireNonNull(row.get(0, Long.class)).intValue() - 1),
                        Boolean.TRUE.equals(row.get(1, Boolean.class)),
                        Boolean.TRUE.equals(row.get(2, Boolean.class))))
                .all()
                .collect(ArrayList::new, List::add);
    }

    private static @Nullable String dueAt(Judged result) {
        return result.verdict().dueAt() == null
                ? null
                : result.verdict().dueAt().toString();
    }

    private static @Nullable String[] texts(List<Judged> results, Function<Judged, @Nullable String> column) {
        return results.stream().map(column).toArray(String[]::new);
    }

    private static Integer[] integers(List<Judged> results, Function<Judged, Integer> column) {
        return results.stream().map(column).toArray(Integer[]::new);
    }

    private static Short[] shorts(List<Judged> results, Function<Judged, Short> column) {
        return results.stream().map(column).toArray(Short[]::new);
    }

    /**
     * What became of a result.
     *
     * @param kept    whether the attempt was not there yet
     * @param current whether it was still the claim's turn to change the delivery
     */
    record Recorded(Judged result, boolean kept, boolean current) {}
}
