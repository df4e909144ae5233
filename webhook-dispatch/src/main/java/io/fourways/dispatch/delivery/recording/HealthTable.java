package io.fourways.dispatch.delivery.recording;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.isolation.Health;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of how endpoints fare. It has a row only for those that have failed, or that are ordered. */
final class HealthTable {

    /** Good ones are left alone, so that what is delivered costs no write here. */
    private static final String TAKE = """
            SELECT endpoint_id, failing_since, failed_at, failures, open_until, opened, ramp_from, parked_by
            FROM endpoint_health
            WHERE endpoint_id = ANY ($1)
                AND (endpoint_id = ANY ($2)
                    OR failures > 0 OR open_until IS NOT NULL OR parked_by IS NOT NULL)
            ORDER BY endpoint_id FOR UPDATE
            """;

    /**
     * In the order in which claims and {@link #TAKE} lock. An endpoint may have been deleted meanwhile. Of two that find none to
     * begin with one is lost, a failure that counts later.
     */
    private static final String PUT = """
            INSERT INTO endpoint_health AS h
                (endpoint_id, failing_since, failed_at, failures, open_until, opened, ramp_from, parked_by)
            SELECT n.* FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::int[], $5::timestamptz[], $6::int[],
                    $7::timestamptz[], $8::text[])
                AS n (endpoint_id, failing_since, failed_at, failures, open_until, opened, ramp_from, parked_by)
            JOIN endpoint e ON e.id = n.endpoint_id
            ORDER BY n.endpoint_id COLLATE "C"
            ON CONFLICT (endpoint_id) DO UPDATE SET failing_since = EXCLUDED.failing_since,
                failed_at = EXCLUDED.failed_at, failures = EXCLUDED.failures, open_until = EXCLUDED.open_until,
                opened = EXCLUDED.opened, ramp_from = EXCLUDED.ramp_from, parked_by = EXCLUDED.parked_by
            """;

    private HealthTable() {}

    /** Of these endpoints those that do not fare well, or have just failed, locked. */
    static Mono<Map<String, Health>> take(
            DatabaseClient client, Collection<String> endpoints, Collection<String> failed) {
        return client.sql(TAKE)
                .bind(0, endpoints.toArray(String[]::new))
                .bind(1, failed.toArray(String[]::new))
                .map(row -> Map.entry(requireNonNull(row.get(0, String.class)), health(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Health health(Readable row) {
        return new Health(
                row.get(1, Instant.class),
                row.get(2, Instant.class),
                requireNonNull(row.get(3, Integer.class)),
                row.get(4, Instant.class),
                requireNonNull(row.get(5, Integer.class)),
                row.get(6, Instant.class),
                row.get(7, String.class));
    }

    static Mono<Void> put(DatabaseClient client, Map<String, Health> changed) {
        if (changed.isEmpty()) {
            return Mono.empty();
        }
        List<Health> healths = List.copyOf(changed.values());
        return client.sql(PUT)
                .bind(0, changed.keySet().toArray(String[]::new))
                .bind(1, times(healths, Health::failingSince))
                .bind(2, times(healths, Health::failedAt))
                .bind(3, healths.stream().map(Health::failures).toArray(Integer[]::new))
                .bind(4, times(healths, Health::openUntil))
                .bind(5, healths.stream().map(Health::opened).toArray(Integer[]::new))
                .bind(6, times(healths, Health::rampFrom))
                .bind(7, healths.stream().map(Health::parkedBy).toArray(String[]::new))
                .then();
    }

    private static @Nullable String[] times(List<Health> healths, Function<Health, @Nullable Instant> column) {
        return healths.stream()
                .map(column)
                .map(time -> time == null ? null : time.toString())
                .toArray(String[]::new);
    }
}
