package io.fourways.dispatch.endpoint;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.egress.address.EndpointUrls;
import io.fourways.dispatch.endpoint.header.EndpointHeaders;
import io.fourways.dispatch.secret.Secrets;
import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires endpoints. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EndpointProperties.class)
public class EndpointConfiguration {

    @Bean
    RouterFunction<ServerResponse> endpointRoutes(
            @Qualifier("serving") Database database,
            Secrets secrets,
            SealedSecrets seal,
            ObjectProvider<EndpointChanges> changes,
            EndpointUrls urls,
            EndpointProperties properties,
            Clock clock,
            ApiSurface surface) {
        Endpoints endpoints = new Endpoints(
                database, secrets, new EndpointHeaders(seal), new AllEndpointChanges(changes), urls, properties, clock);
        return surface.of(EndpointRoutes.to(new EndpointsHandler(endpoints)));
    }
}
