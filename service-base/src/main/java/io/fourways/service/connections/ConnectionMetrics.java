package io.fourways.service.connections;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Says how near a service is to the most connections it holds on a port, and how many it has refused for that. */
final class ConnectionMetrics implements MeterBinder {

    private final String port;
    private final ConnectionPlaces places;

    ConnectionMetrics(String port, ConnectionPlaces places) {
        this.port = port;
        this.places = places;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("fourways.connections", places, ConnectionPlaces::taken)
                .tag("port", port)
                .description("Connections that are open")
                .register(registry);
        FunctionCounter.builder("fourways.connections.refused", places, ConnectionPlaces::refused)
                .tag("port", port)
                .description("Connections that were closed because there were too many")
                .register(registry);
    }
}
