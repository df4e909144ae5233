package io.fourways.standalone;

import io.fourways.dispatch.DispatchApplication;
import io.fourways.gateway.GatewayApplication;
import io.fourways.ingest.IngestApplication;
import io.fourways.producer.ProducerApplication;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A service that standalone hosts, in the order in which they start, and in which they stop as well: on the embedded
 * broker the log is the gateway's, so who publishes stops first.
 */
public enum Service {
    PRODUCER("event-producer", ProducerApplication.class),
    INGEST("webhook-ingest", IngestApplication.class),
    DISPATCH("webhook-dispatch", DispatchApplication.class),
    GATEWAY("delivery-gateway", GatewayApplication.class);

    private final String serviceName;
    private final Class<?> application;

    Service(String serviceName, Class<?> application) {
        this.serviceName = serviceName;
        this.application = application;
    }

    /** What the service is called in its configuration, its metrics and its jar. */
    public String serviceName() {
        return serviceName;
    }

    /** The environment variable that moves the service, and with it its management port, elsewhere. */
    String portVariable() {
        return "FOURWAYS_" + name() + "_PORT";
    }

    SpringApplicationBuilder builder() {
        return ServiceStartup.of(serviceName, application)
                .properties("spring.config.name=" + serviceName + ",standalone")
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false);
    }
}
