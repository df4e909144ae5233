package io.fourways.dispatch.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the thread that relays is there, which nothing brings back but a new start. Asks nobody: it knows. */
final class OutboxHealth implements HealthIndicator {

    private final RelayingOutbox outbox;

    OutboxHealth(RelayingOutbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Health health() {
        return outbox.hasDied() ? Health.down().build() : Health.up().build();
    }
}
