package io.fourways.ingest.inbox;

import io.fourways.ingest.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the inbox on the connections that take webhooks in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
public class InboxConfiguration {

    @Bean
    Inbox inbox(@Qualifier("accepting") Database database, InboxProperties properties, MeterRegistry registry) {
        return new GroupCommit(new InboxTable(database), properties, new InboxMetrics(registry));
    }
}
