package io.fourways.service.connections;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Says how near a service is to the most connections it holds, and how many it has refused for that. */
final class ConnectionMetrics implements MeterBinder {

    private final ConnectionPlaces places;

    ConnectionMetrics(ConnectionPlaces places) {
        this.places = places;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("fourways.connections", places, ConnectionPlaces::taken)
                .description("Connections that are open")
                .register(registry);
        FunctionCounter.builder("fourways.connections.refused", places, ConnectionPlaces::refused)
                .description("Connections that were closed because there were too many")
                .register(registry);
    }
}
