package io.fourways.ingest.relay;

import io.fourways.service.background.Schedule;
import io.fourways.service.database.Database;
import io.fourways.service.publishing.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.Random;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the relay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelayProperties.class)
public class RelayConfiguration {

    @Bean
    Relay relay(
            @Qualifier("background") Database database,
            EventPublisher publisher,
            RelayProperties properties,
            RelayMetrics metrics,
            ObservationRegistry observations) {
        SourceRelay sources = new SourceRelay(database, publisher, properties, metrics, observations);
        return new Relay(database, sources, properties.pause(new Random()), properties);
    }

    @Bean
    HealthIndicator relayHealthIndicator(Relay relay) {
        return new RelayHealth(relay);
    }

    @Bean
    RelayMetrics relayMetrics(MeterRegistry registry) {
        return new RelayMetrics(registry);
    }

    @Bean
    BacklogProbe backlogProbe(@Qualifier("background") Database database, Clock clock, RelayMetrics metrics) {
        BacklogProbe probe = new BacklogProbe(database, clock);
        metrics.watch(probe);
        return probe;
    }

    @Bean
    Schedule backlogProbeSchedule(BacklogProbe probe) {
        return probe.schedule();
    }
}
