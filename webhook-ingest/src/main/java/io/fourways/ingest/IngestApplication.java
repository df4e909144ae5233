package io.fourways.ingest;

import io.fourways.ingest.database.DatabaseConfiguration;
import io.fourways.ingest.retention.RetentionConfiguration;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The webhook-ingest: signed webhooks in, broker out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ClockConfiguration.class, DatabaseConfiguration.class, RetentionConfiguration.class})
public class IngestApplication {

    public static void main(String[] args) {
        ServiceStartup.of("webhook-ingest", IngestApplication.class).run(args);
    }
}
