package io.fourways.ingest.inbox;

import io.fourways.ingest.relay.InboxSignal;
import io.fourways.service.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the inbox on the connections that take webhooks in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
public class InboxConfiguration {

    @Bean
    Inbox inbox(
            @Qualifier("accepting") Database database,
            InboxProperties properties,
            MeterRegistry registry,
            ObjectProvider<InboxSignal> listeners) {
        InboxTable table = new InboxTable(database);
        Insertion andTell = events -> table.insert(events)
                .doOnSuccess(stored -> listeners.orderedStream().forEach(InboxSignal::raise));
        return new GroupCommit(andTell, properties, new InboxMetrics(registry));
    }
}
