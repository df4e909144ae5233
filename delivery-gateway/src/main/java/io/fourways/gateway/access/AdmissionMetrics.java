package io.fourways.gateway.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What admission is measured by. Whom it refuses is counted by {@link RefusalMetrics}.
 *
 * <ul>
 *   <li>{@code fourways.gateway.held} (gauge): connections that are held, against {@code fourways.gateway.limits.connections}.
 *       How many gateways are wanted?
 * </ul>
 */
final class AdmissionMetrics implements MeterBinder {

    private final ConnectionAdmission connections;

    AdmissionMetrics(ConnectionAdmission connections) {
        this.connections = connections;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("fourways.gateway.held", connections, ConnectionAdmission::held)
                .description("Streams, WebSockets and parked polls that are held")
                .register(registry);
    }
}
