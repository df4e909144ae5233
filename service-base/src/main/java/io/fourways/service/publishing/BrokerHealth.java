package io.fourways.service.publishing;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether events can be published now. Asks nobody: it knows. */
final class BrokerHealth implements HealthIndicator {

    private final PublishingLoop loop;

    BrokerHealth(PublishingLoop loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        return loop.isConnected() ? Health.up().build() : Health.down().build();
    }
}
