package io.fourways.ingest.administration.sources;

import io.fourways.ingest.administration.AdminOnly;
import io.fourways.ingest.provider.Providers;
import io.fourways.ingest.source.declared.Declaration;
import io.fourways.service.access.Authenticator;
import io.fourways.service.database.Database;
import io.fourways.service.secrets.SealedSecrets;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the administration of sources, on the connections that take no webhooks in. */
@Configuration(proxyBeanMethods = false)
public class SourceAdministrationConfiguration {

    @Bean
    RouterFunction<ServerResponse> sourceAdministrationRoutes(
            @Qualifier("background") Database database,
            Declaration declaration,
            Providers providers,
            ObjectProvider<SealedSecrets> seal,
            Clock clock,
            Authenticator authenticator) {
        SourceAdministration sources = new SourceAdministration(
                database, declaration.sources(), providers, new Seal(seal.getIfAvailable()), clock);
        return SourceRoutes.to(new SourcesHandler(sources, providers), new AdminOnly(authenticator));
    }
}
