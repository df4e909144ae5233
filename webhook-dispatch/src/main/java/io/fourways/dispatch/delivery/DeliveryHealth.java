package io.fourways.dispatch.delivery;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the thread that delivers is there, which nothing brings back but a new start. Asks nobody: it knows. */
final class DeliveryHealth implements HealthIndicator {

    private final Dispatcher dispatcher;

    DeliveryHealth(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public Health health() {
        return dispatcher.hasDied() ? Health.down().build() : Health.up().build();
    }
}
