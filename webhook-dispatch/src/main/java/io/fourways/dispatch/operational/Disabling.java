package io.fourways.dispatch.operational;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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
                WHERE id IN (SELECT id FROM endpoint WHERE id = ANY ($1) AND NOT disabled ORDER BY id FOR UPDATE)
                RETURNING id
            ), forgotten AS (
                DELETE FROM endpoint_health WHERE endpoint_id IN (SELECT id FROM disabled)
            )
            SELECT id FROM disabled
            """;

    private Disabling() {}

    /** Those that had not been disabled before; within the client's transaction. */
    public static Mono<List<String>> within(
            DatabaseClient client, Collection<String> endpointIds, Cause cause, Instant now) {
        if (endpointIds.isEmpty()) {
            return Mono.just(List.of());
        }
        return client.sql(DISABLE)
                .bind(0, endpointIds.toArray(String[]::new))
                .bind(1, cause.stored())
                .bind(2, now.atOffset(ZoneOffset.UTC))
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
