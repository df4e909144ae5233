package io.fourways.dispatch.delivery.recording;

import io.fourways.dispatch.delivery.DeliveryProperties;
import io.fourways.dispatch.isolation.CircuitBreaker;
import io.fourways.dispatch.isolation.IsolationProperties;
import io.fourways.dispatch.operational.OperationalProperties;
import io.fourways.dispatch.outbox.Outbox;
import io.fourways.service.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Random;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires recording. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeliveryProperties.class, IsolationProperties.class, OperationalProperties.class})
public class RecordingConfiguration {

    @Bean(destroyMethod = "close")
    Recorder recorder(
            @Qualifier("working") Database database,
            DeliveryProperties delivery,
            IsolationProperties isolation,
            OperationalProperties operational,
            Outbox outbox,
            MeterRegistry registry) {
        Random random = new Random();
        Recording recording = new Recording(
                database,
                new CircuitBreaker(isolation, operational.longestQuiet(), random),
                new Consequences(outbox, operational.disableAfter()));
        return new Recorder(
                recording,
                new RetrySchedule(delivery.schedule(), delivery.jitter(), random),
                delivery.longestRetryAfter(),
                delivery.firstDelay(),
                new RecordingMetrics(registry));
    }
}
