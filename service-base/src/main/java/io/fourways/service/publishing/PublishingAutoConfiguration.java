package io.fourways.service.publishing;

import io.fourways.contract.Logs;
import io.fourways.service.logs.LogsConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Gives a service the topology, an {@link EventPublisher}, a readiness that says whether the broker is there, and a
 * liveness that says whether the thread that publishes is.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnMissingBean(EventPublisher.class)
@EnableConfigurationProperties({PublishingProperties.class, LogProperties.class, BrokerProperties.class})
@Import({TopologyConfiguration.class, LogsConfiguration.class})
public class PublishingAutoConfiguration {

    @Bean
    PublishingLoop publishingLoop(ConnectionFactory connections, PublishingProperties properties) {
        return new PublishingLoop(new ChannelSource(connections), properties);
    }

    @Bean
    EventPublisher eventPublisher(PublishingLoop loop, PublishingProperties properties, MeterRegistry registry) {
        return new ConfirmedPublisher(loop, new PublishingMetrics(registry), properties);
    }

    @Bean
    HealthIndicator brokerHealthIndicator(PublishingLoop loop) {
        return new BrokerHealth(loop);
    }

    @Bean
    HealthIndicator publisherHealthIndicator(PublishingLoop loop) {
        return new PublisherHealth(loop);
    }

    /** @param admin declares what there is, by a listener that must come first */
    @Bean
    InitializingBean withoutFormerBinding(
            ConnectionFactory connections, AmqpAdmin admin, TopicExchange eventsExchange, Logs logs) {
        return () -> {
            if (logs.areSeveral()) {
                connections.addConnectionListener(new FormerBinding(LogDeclarations.everything(eventsExchange)));
            }
        };
    }
}
