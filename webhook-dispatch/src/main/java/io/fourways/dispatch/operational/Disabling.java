package io.fourways.dispatch.operational;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Disables endpoints, each once however many attempts say so. How they fared is forgotten: whoever enables one again has
 * the whole time before it is disabled again.
 */
public final class Disabling {

    private static final String DISABLE = """
            WITH disabled AS (
                UPDATE endpoint SET disabled = true, disabled_cause = $2, updated_at = $3
                WHERE id IN (
                    SELECT e.id FROM unnest($1::text[], $4::text[]) AS w (endpoint_id, version)
                    JOIN endpoint e ON e.id = w.endpoint_id AND NOT e.disabled
                    JOIN app a ON a.id = e.app_id AND e.xmin::text || '.' || a.xmin::text = w.version
                    ORDER BY e.id FOR NO KEY UPDATE OF e SKIP LOCKED)
                RETURNING id
            ), forgotten AS (
                DELETE FROM endpoint_health WHERE endpoint_id IN (SELECT id FROM disabled)
            )
            SELECT id FROM disabled
            """;

    private Disabling() {}

    /**
     * Those that had not been disabled before; within the client's transaction.
     *
     * @param versions of the endpoints as they were tried, by their ids; what has been changed since may have been mended, and
     *                 whoever is just changing one is not waited for, who may wait for what is known here of how it fares
     */
    public static Mono<List<String>> within(
            DatabaseClient client, Map<String, String> versions, Cause cause, Instant now) {
        if (versions.isEmpty()) {
            return Mono.just(List.of());
        }
        List<String> endpointIds = List.copyOf(versions.keySet());
        return client.sql(DISABLE)
                .bind(0, endpointIds.toArray(String[]::new))
                .bind(1, cause.stored())
                .bind(2, now.atOffset(ZoneOffset.UTC))
                .bind(3, endpointIds.stream().map(versions::get).toArray(String[]::new))
                .map(row -> requireNonNull(row.get(0, String.class)))
                .all()
                .collectList();
    }

    /** Why an endpoint is disabled. */
    public enum Cause {
        /** It said so: 410. */
        GONE("gone"),
        /** It has failed for too long. */
        FAILING("failing");

        private final String stored;

        Cause(String stored) {
            this.stored = stored;
        }

        String stored() {
            return stored;
        }
    }
}
