package io.fourways.dispatch.intake;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the threads of intake are there, which nothing brings back but a new start; up where none are wanted. Asks
 * nobody: it knows.
 */
final class IntakeHealth implements HealthIndicator {

    private final ObjectProvider<IntakeLoop> intake;
    private final ObjectProvider<BindingLoop> bindings;

    IntakeHealth(ObjectProvider<IntakeLoop> intake, ObjectProvider<BindingLoop> bindings) {
        this.intake = intake;
        this.bindings = bindings;
    }

    @Override
    public Health health() {
        boolean died = intake.stream().anyMatch(IntakeLoop::hasDied)
                || bindings.stream().anyMatch(BindingLoop::hasDied);
        return died ? Health.down().build() : Health.up().build();
    }
}
