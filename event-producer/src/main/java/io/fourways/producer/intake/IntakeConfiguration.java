package io.fourways.producer.intake;

import io.fourways.service.access.Authenticator;
import io.fourways.service.publishing.EventPublisher;
import io.fourways.service.publishing.PublishRate;
import io.fourways.service.trace.EventSpans;
import io.fourways.service.trace.TracedExchanges;
import io.fourways.service.trace.TracedPublisher;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the requests that publish events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProducerProperties.class)
public class IntakeConfiguration {

    @Bean
    PublishRate publishRate(ProducerProperties properties) {
        return new PublishRate(properties.publishRate(), properties.publishBurst());
    }

    @Bean
    RouterFunction<ServerResponse> eventRoutes(
            Authenticator authenticator,
            EventPublisher publisher,
            PublishRate rate,
            ProducerProperties properties,
            EventSpans spans) {
        Intake intake = new Intake(TracedPublisher.continuing(publisher, spans), rate);
        return EventRoutes.to(new EventHandler(authenticator, intake, properties), new TracedExchanges(spans));
    }
}
