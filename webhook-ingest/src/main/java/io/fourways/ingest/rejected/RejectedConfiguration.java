package io.fourways.ingest.rejected;

import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the memory of refused webhooks on the connections that take none in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RejectedProperties.class)
public class RejectedConfiguration {

    @Bean
    KeptHeaders keptHeaders(ObjectProvider<SealedSecrets> seal) {
        return new KeptHeaders(seal.getIfAvailable());
    }

    @Bean
    Rejections rejections(
            @Qualifier("background") Database database,
            KeptHeaders headers,
            RejectedProperties properties,
            MeterRegistry registry,
            Clock clock) {
        return new BoundedRejections(
                new RejectedTable(database, headers), properties, new RejectedMetrics(registry), clock);
    }
}
