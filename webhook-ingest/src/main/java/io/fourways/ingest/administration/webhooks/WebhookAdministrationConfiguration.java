package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.administration.AdminOnly;
import io.fourways.ingest.administration.replaying.Replays;
import io.fourways.ingest.source.Sources;
import io.fourways.service.access.Authenticator;
import io.fourways.service.database.Database;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the administration of webhooks, on the connections that take none in. */
@Configuration(proxyBeanMethods = false)
public class WebhookAdministrationConfiguration {

    @Bean
    RouterFunction<ServerResponse> webhookAdministrationRoutes(
            @Qualifier("background") Database database, Replays replays, Sources sources, Authenticator authenticator) {
        WebhooksHandler handler = new WebhooksHandler(new WebhookTable(database), replays, sources);
        return WebhookRoutes.to(handler, new AdminOnly(authenticator));
    }
}
