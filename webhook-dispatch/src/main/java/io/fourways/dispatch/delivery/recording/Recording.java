package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.delivery.recording.AttemptTable.Recorded;
import io.fourways.dispatch.isolation.CircuitBreaker;
import io.fourways.dispatch.isolation.Health;
import io.fourways.service.database.Database;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** One transaction that records attempts, and all that follows from them: for deliveries, statistics and endpoints. */
final class Recording {

    private final Database database;
    private final CircuitBreaker breaker;
    private final Consequences consequences;

    Recording(Database database, CircuitBreaker breaker, Consequences consequences) {
        this.database = database;
        this.breaker = breaker;
        this.consequences = consequences;
    }

    /** All or none; what has been recorded before changes nothing again. */
    Mono<List<Settled>> record(List<Judged> results) {
        return database.inTransaction(client -> AttemptTable.record(client, results)
                .flatMap(recorded -> StatisticsTable.count(client, recorded)
                        .then(Mono.defer(() -> health(client, recorded)))
                        .map(healths -> settled(recorded, healths))));
    }

    private Mono<Map<String, Health>> health(DatabaseClient client, List<Recorded> recorded) {
        List<Judged> current = recorded.stream()
                .filter(Recorded::current)
                .map(Recorded::result)
                .toList();
        Set<String> failed = current.stream()
                .filter(result -> result.attempt().isFailure())
                .map(result -> result.claimed().endpointId())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> all = current.stream()
                .map(result -> result.claimed().endpointId())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (all.isEmpty()) {
            return Mono.just(Map.of());
        }
        return HealthTable.take(client, all, failed).flatMap(before -> {
            Map<String, Health> after = after(current, before, failed);
            return HealthTable.put(client, after)
                    .then(Mono.defer(() -> consequences.follow(client, current, after)))
                    .thenReturn(after);
        });
    }

    /** Only of those that do not fare well, or did not. */
    private Map<String, Health> after(List<Judged> current, Map<String, Health> before, Set<String> failed) {
        Map<String, Health> after = new TreeMap<>();
        for (Judged result : current) {
            String endpoint = result.claimed().endpointId();
            Health known = after.containsKey(endpoint) ? after.get(endpoint) : before.get(endpoint);
            if (known != null || failed.contains(endpoint)) {
                after.put(endpoint, breaker.after(known == null ? Health.GOOD : known, result.observed()));
            }
        }
        return after;
    }

    private static List<Settled> settled(List<Recorded> recorded, Map<String, Health> healths) {
        return recorded.stream()
                .map(one -> new Settled(
                        one.result().attempt(),
                        one.current(),
                        one.current() ? one.result().verdict().dueAt() : null,
                        of(healths, one)))
                .toList();
    }

    private static @Nullable Health of(Map<String, Health> healths, Recorded recorded) {
        return healths.get(recorded.result().claimed().endpointId());
    }
}
