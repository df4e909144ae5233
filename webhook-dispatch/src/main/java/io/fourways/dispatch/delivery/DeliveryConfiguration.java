package io.fourways.dispatch.delivery;

import io.fourways.dispatch.delivery.claim.Agenda;
import io.fourways.dispatch.delivery.claim.Claims;
import io.fourways.dispatch.delivery.claim.Holding;
import io.fourways.dispatch.delivery.recording.Recorder;
import io.fourways.dispatch.egress.Egress;
import io.fourways.dispatch.isolation.IsolationProperties;
import io.fourways.dispatch.isolation.Lanes;
import io.fourways.dispatch.secret.Secrets;
import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Random;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires delivery. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeliveryProperties.class, IsolationProperties.class})
public class DeliveryConfiguration {

    @Bean
    Dispatcher dispatcher(
            @Qualifier("working") Database database,
            Sending sending,
            Egress egress,
            Recorder recorder,
            DeliveryProperties properties,
            IsolationProperties isolation,
            DeliveryMetrics metrics,
            Clock clock) {
        Lease lease = Lease.of(properties.lease(), egress.longest());
        Claims claims = new Claims(database, clock, lease.length(), isolation.ramp(), properties.batchSize());
        Lookout lookout = new Lookout(
                new Agenda(database, clock), new Holding(database, clock), clock, properties.pollInterval(), metrics);
        Deliveries deliveries = new Deliveries(
                claims, lookout, new Lanes(isolation), sending, recorder, properties, lease, clock, metrics);
        Pause pause = new Pause(properties.firstDelay(), properties.longestDelay(), new Random());
        return new Dispatcher(database, deliveries, pause, clock, properties.drain());
    }

    @Bean
    Sending sending(Egress egress, Secrets secrets, SealedSecrets seal, Clock clock, EventSpans spans) {
        return TracedSending.of(new SignedSending(egress, secrets, new OwnHeaders(seal), clock), spans);
    }

    @Bean
    DeliveryMetrics deliveryMetrics(MeterRegistry registry, Clock clock) {
        return new DeliveryMetrics(registry, clock);
    }

    @Bean
    HealthIndicator deliveryHealthIndicator(Dispatcher dispatcher, Recorder recorder) {
        return new DeliveryHealth(dispatcher, recorder);
    }
}
