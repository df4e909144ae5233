package io.fourways.ingest.retention;

import io.fourways.service.background.Schedule;
import io.fourways.service.database.Database;
import io.fourways.service.database.Partitions;
import io.fourways.service.database.RetentionSchedule;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires retention. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
public class RetentionConfiguration {

    @Bean
    Retention retention(
            @Qualifier("background") Database database,
            Partitions partitions,
            RetentionProperties properties,
            Clock clock) {
        return new Retention(database, partitions, properties, clock);
    }

    @Bean
    Schedule retentionSchedule(Retention retention) {
        return RetentionSchedule.of(retention::apply);
    }
}
