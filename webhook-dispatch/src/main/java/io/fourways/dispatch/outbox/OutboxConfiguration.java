package io.fourways.dispatch.outbox;

import io.fourways.service.background.Schedule;
import io.fourways.service.database.Database;
import io.fourways.service.publishing.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Random;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the outbox. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxConfiguration {

    @Bean
    RelayingOutbox outbox(
            @Qualifier("working") Database database,
            EventPublisher publisher,
            OutboxProperties properties,
            OutboxMetrics metrics,
            Clock clock) {
        Relay relay = new Relay(database, publisher, properties, metrics);
        return new RelayingOutbox(database, relay, properties.pause(new Random()), clock);
    }

    @Bean
    HealthIndicator outboxHealthIndicator(RelayingOutbox outbox) {
        return new OutboxHealth(outbox);
    }

    @Bean
    OutboxMetrics outboxMetrics(MeterRegistry registry) {
        return new OutboxMetrics(registry);
    }

    @Bean
    OutboxProbe outboxProbe(@Qualifier("working") Database database, Clock clock, OutboxMetrics metrics) {
        OutboxProbe probe = new OutboxProbe(database, clock);
        metrics.watch(probe);
        return probe;
    }

    @Bean
    Schedule outboxProbeSchedule(OutboxProbe probe) {
        return probe.schedule();
    }
}
