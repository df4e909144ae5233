package io.fourways.producer.samples;

import io.fourways.service.publishing.EventPublisher;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Wires the sample channels. */
@Configuration(proxyBeanMethods = false)
@Profile("samples")
@EnableConfigurationProperties(SamplesProperties.class)
public class SamplesConfiguration {

    @Bean
    SampleRunner sampleRunner(EventPublisher publisher, SamplesProperties pace) {
        RandomGenerator random = new Random();
        return new SampleRunner(
                Map.of(
                        new Ticker(random), pace.ticker(),
                        new Chat(random), pace.chat(),
                        new Orders(random), pace.orders(),
                        new StatusBadge(), pace.status()),
                publisher);
    }
}
