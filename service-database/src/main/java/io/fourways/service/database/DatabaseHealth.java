package io.fourways.service.database;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Whether the database can be written to: asks it, once a second at most however many ask, so that probes take no
 * connection from the work.
 */
public final class DatabaseHealth implements ReactiveHealthIndicator {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Mono<Health> health;

    public DatabaseHealth(Database database) {
        this.health = database.inTransaction(
                        client -> client.sql("SELECT 1").map(row -> true).one())
                .thenReturn(Health.up().build())
                .onErrorResume(failure -> Mono.just(Health.down().build()))
                .cache(FRESH);
    }

    @Override
    public Mono<Health> health() {
        return health;
    }
}
