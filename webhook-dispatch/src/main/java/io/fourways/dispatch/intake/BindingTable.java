package io.fourways.dispatch.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What the work queue is bound to as far as is known, in statements; a broker cannot be asked. */
final class BindingTable {

    private static final String TAKE_TURN =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('fourways.bindings', 0))";

    private BindingTable() {}

    /** Waits until no other transaction has the turn; then what they have done is seen. */
    static Mono<Void> takeTurn(DatabaseClient client) {
        return client.sql(TAKE_TURN).map(row -> true).one().then();
    }

    /** Every pattern that the queue may be bound to, and whether it is known to be. */
    static Mono<Map<String, Boolean>> all(DatabaseClient client) {
        return client.sql("SELECT pattern, bound_at IS NOT NULL FROM binding")
                .map(row ->
                        Map.entry(requireNonNull(row.get(0, String.class)), requireNonNull(row.get(1, Boolean.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Says what the queue is going to be bound to; what it is already, or may be, stays as it is. */
    static Mono<Void> announce(DatabaseClient client, Collection<String> patterns) {
        return patterns.isEmpty()
                ? Mono.empty()
                : client.sql("INSERT INTO binding (pattern) SELECT unnest(:patterns) ON CONFLICT DO NOTHING")
                        .bind("patterns", patterns.toArray(String[]::new))
                        .then();
    }

    static Mono<Void> bound(DatabaseClient client, Collection<String> patterns, Instant now) {
        return patterns.isEmpty()
                ? Mono.empty()
                : client.sql("UPDATE binding SET bound_at = :now WHERE pattern = ANY (:patterns)")
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("patterns", patterns.toArray(String[]::new))
                        .then();
    }

    static Mono<Void> remove(DatabaseClient client, Collection<String> patterns) {
        return patterns.isEmpty()
                ? Mono.empty()
                : client.sql("DELETE FROM binding WHERE pattern = ANY (:patterns)")
                        .bind("patterns", patterns.toArray(String[]::new))
                        .then();
    }
}
