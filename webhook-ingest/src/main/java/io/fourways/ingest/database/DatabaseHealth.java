package io.fourways.ingest.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Whether webhooks can be accepted: asks the database, on a connection of those that accept. */
final class DatabaseHealth implements ReactiveHealthIndicator {

    private final Database database;

    DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Health> health() {
        return database.inTransaction(
                        client -> client.sql("SELECT 1").map(row -> true).one())
                .thenReturn(Health.up().build())
                .onErrorResume(failure -> Mono.just(Health.down().build()));
    }
}
