package io.fourways.service.publishing;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the thread that publishes is there, which no broker that comes back brings back. Asks nobody: it knows. */
final class PublisherHealth implements HealthIndicator {

    private final PublishingLoop loop;

    PublisherHealth(PublishingLoop loop) {
        this.loop = loop;
    }

    @Override
    public Health health() {
        return loop.hasDied() ? Health.down().build() : Health.up().build();
    }
}
