package io.fourways.ingest;

import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The webhook-ingest: signed webhooks in, broker out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class IngestApplication {

    public static void main(String[] args) {
        ServiceStartup.of("webhook-ingest", IngestApplication.class).run(args);
    }
}
