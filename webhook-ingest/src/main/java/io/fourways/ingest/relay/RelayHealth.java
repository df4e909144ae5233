package io.fourways.ingest.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the thread that relays is there, which nothing brings back but a new start. Asks nobody: it knows. */
final class RelayHealth implements HealthIndicator {

    private final Relay relay;

    RelayHealth(Relay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        return relay.hasDied() ? Health.down().build() : Health.up().build();
    }
}
