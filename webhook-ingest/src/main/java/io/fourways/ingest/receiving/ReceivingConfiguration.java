package io.fourways.ingest.receiving;

import io.fourways.ingest.inbox.Inbox;
import io.fourways.ingest.rejected.Rejections;
import io.fourways.ingest.source.Sources;
import io.fourways.service.security.OpenSurface;
import io.fourways.service.trace.TracedRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the requests that bring webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceivingProperties.class)
public class ReceivingConfiguration {

    @Bean
    Receiver receiver(Inbox inbox, Rejections rejections, ReceivingProperties properties) {
        return new Receiver(
                inbox,
                rejections,
                new RequestLimits(properties.requestsPerSecond()),
                new Refusals(properties.retryAfter()));
    }

    /** A webhook is proven by its signature, whoever sends it and by whatever name of this service. */
    @Bean
    OpenSurface openSurface() {
        return OpenSurface.everythingBut(WebhookRoutes.WEBHOOKS);
    }

    @Bean
    RouterFunction<ServerResponse> webhookRoutes(
            Sources sources,
            Receiver receiver,
            ReceivingProperties properties,
            MeterRegistry registry,
            ObservationRegistry observations,
            Clock clock) {
        return WebhookRoutes.to(
                new WebhookHandler(sources, receiver, properties, new ReceivingMetrics(registry), clock),
                new TracedRequests(observations, "fourways.ingest.receive"));
    }
}
