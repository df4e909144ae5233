package io.fourways.standalone;

import io.fourways.gateway.GatewayApplication;
import io.fourways.producer.ProducerApplication;
import io.fourways.service.startup.ServiceStartup;

/** Every service in one process. */
public final class Standalone {

    private Standalone() {}

    public static void main(String[] args) {
        ServiceStartup.of("event-producer", ProducerApplication.class).run(args);
        ServiceStartup.of("delivery-gateway", GatewayApplication.class).run(args);
    }
}
