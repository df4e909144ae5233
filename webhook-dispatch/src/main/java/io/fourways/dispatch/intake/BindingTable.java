package io.fourways.dispatch.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
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

    static Mono<Set<String>> all(DatabaseClient client) {
        return client.sql("SELECT pattern FROM binding")
                .map(row -> requireNonNull(row.get(0, String.class)))
                .all()
                .collect(Collectors.toSet());
    }

    static Mono<Void> add(DatabaseClient client, Collection<String> patterns, Instant now) {
        return patterns.isEmpty()
                ? Mono.empty()
                : client.sql("INSERT INTO binding (pattern, bound_at) SELECT p, :now FROM unnest(:patterns) AS p")
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
