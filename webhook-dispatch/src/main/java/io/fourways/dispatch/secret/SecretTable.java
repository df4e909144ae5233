package io.fourways.dispatch.secret;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table of secrets, in the transaction of whoever asks. */
final class SecretTable {

    private static final String RETIRE = "UPDATE endpoint_secret SET expires_at = :expires"
            + " WHERE endpoint_id = :endpoint AND expires_at IS NULL";

    private static final String INSERT =
            "INSERT INTO endpoint_secret (endpoint_id, sealed, created_at) VALUES (:endpoint, :sealed, :now)";

    private static final String FORGET = """
            DELETE FROM endpoint_secret WHERE endpoint_id = :endpoint AND (expires_at <= :now OR id NOT IN
                (SELECT id FROM endpoint_secret WHERE endpoint_id = :endpoint ORDER BY id DESC LIMIT :kept))
            """;

    private static final String USABLE = """
            SELECT endpoint_id, sealed FROM endpoint_secret
            WHERE endpoint_id = ANY(:endpoints) AND (expires_at IS NULL OR expires_at > :now)
            ORDER BY endpoint_id, id DESC
            """;

    private static final String EXISTS =
            "SELECT EXISTS (SELECT FROM endpoint WHERE app_id = :app AND id = :endpoint) AS known";

    private final DatabaseClient client;

    SecretTable(DatabaseClient client) {
        this.client = client;
    }

    /** The current one ends then. */
    Mono<Void> retire(String endpointId, Instant expires) {
        return client.sql(RETIRE)
                .bind("endpoint", endpointId)
                .bind("expires", time(expires))
                .then();
    }

    Mono<Void> insert(String endpointId, byte[] sealed, Instant now) {
        return client.sql(INSERT)
                .bind("endpoint", endpointId)
                .bind("sealed", sealed)
                .bind("now", time(now))
                .then();
    }

    /** Those that have ended go, and those that are too many. */
    Mono<Void> forget(String endpointId, int kept, Instant now) {
        return client.sql(FORGET)
                .bind("endpoint", endpointId)
                .bind("kept", kept)
                .bind("now", time(now))
                .then();
    }

    /** Those that have not ended, the newest of each endpoint first. */
    Mono<List<SealedSecret>> usable(Collection<String> endpointIds, Instant now) {
        return client.sql(USABLE)
                .bind("endpoints", endpointIds.toArray(String[]::new))
                .bind("now", time(now))
                .map(SealedSecret::of)
                .all()
                .collectList();
    }

    /** Whether an app has the endpoint. */
    Mono<Boolean> isEndpointOf(String appId, String endpointId) {
        return client.sql(EXISTS)
                .bind("app", appId)
                .bind("endpoint", endpointId)
                .map(row -> Boolean.TRUE.equals(row.get("known", Boolean.class)))
                .one();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
