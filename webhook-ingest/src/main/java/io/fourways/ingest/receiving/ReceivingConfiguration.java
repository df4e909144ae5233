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
import tools.jackson.databind.ObjectMapper;

/** Wires the requests that bring webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceivingProperties.class)
public class ReceivingConfiguration {

    /** How many may wait for a thread that verifies what takes long: some tenths of a second's worth. */
    private static final int WAITING = 512;

    @Bean
    Workplaces workplaces() {
        return new Workplaces(Math.max(Runtime.getRuntime().availableProcessors() / 2, 1), WAITING);
    }

    @Bean
    Refusals refusals(ReceivingProperties properties, ObjectMapper json) {
        return new Refusals(properties.retryAfter(), json);
    }

    @Bean
    Receiver receiver(
            Inbox inbox,
            Rejections rejections,
            ReceivingProperties properties,
            Refusals refusals,
            Workplaces workplaces) {
        return new Receiver(inbox, rejections, new RequestLimits(properties.requestsPerSecond()), refusals, workplaces);
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
            Refusals refusals,
            MeterRegistry registry,
            ObservationRegistry observations,
            Clock clock) {
        return WebhookRoutes.to(
                new WebhookHandler(sources, receiver, properties, refusals, new ReceivingMetrics(registry), clock),
                new TracedRequests(observations, "fourways.ingest.receive"));
    }
}
