package io.fourways.ingest;

import io.fourways.ingest.administration.replaying.ReplayingConfiguration;
import io.fourways.ingest.administration.replays.ReplayAdministrationConfiguration;
import io.fourways.ingest.administration.sources.SourceAdministrationConfiguration;
import io.fourways.ingest.administration.webhooks.WebhookAdministrationConfiguration;
import io.fourways.ingest.database.DatabaseConfiguration;
import io.fourways.ingest.inbox.InboxConfiguration;
import io.fourways.ingest.provider.ProvidersConfiguration;
import io.fourways.ingest.receiving.ReceivingConfiguration;
import io.fourways.ingest.rejected.RejectedConfiguration;
import io.fourways.ingest.relay.RelayConfiguration;
import io.fourways.ingest.retention.RetentionConfiguration;
import io.fourways.ingest.source.declared.DeclaredSourceConfiguration;
import io.fourways.ingest.source.stored.StoredSourceConfiguration;
import io.fourways.service.startup.ServiceStartup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The webhook-ingest: signed webhooks in, broker out. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    ClockConfiguration.class,
    DatabaseConfiguration.class,
    RetentionConfiguration.class,
    ProvidersConfiguration.class,
    DeclaredSourceConfiguration.class,
    StoredSourceConfiguration.class,
    InboxConfiguration.class,
    RejectedConfiguration.class,
    ReceivingConfiguration.class,
    SourceAdministrationConfiguration.class,
    WebhookAdministrationConfiguration.class,
    ReplayingConfiguration.class,
    ReplayAdministrationConfiguration.class,
    RelayConfiguration.class
})
public class IngestApplication {

    public static void main(String[] args) {
        ServiceStartup.of("webhook-ingest", IngestApplication.class).run(args);
    }
}
