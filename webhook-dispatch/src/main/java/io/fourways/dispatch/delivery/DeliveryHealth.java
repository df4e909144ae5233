package io.fourways.dispatch.delivery;

import io.fourways.dispatch.delivery.recording.Recorder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the thread that delivers is there, and what records: nothing brings them back but a new start. Asks nobody: it
 * knows.
 */
final class DeliveryHealth implements HealthIndicator {

    private final Dispatcher dispatcher;
    private final Recorder recorder;

    DeliveryHealth(Dispatcher dispatcher, Recorder recorder) {
        this.dispatcher = dispatcher;
        this.recorder = recorder;
    }

    @Override
    public Health health() {
        boolean died = dispatcher.hasDied() || recorder.hasDied();
        return died ? Health.down().build() : Health.up().build();
    }
}
