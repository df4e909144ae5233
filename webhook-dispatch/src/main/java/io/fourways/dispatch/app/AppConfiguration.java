package io.fourways.dispatch.app;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires apps. */
@Configuration(proxyBeanMethods = false)
public class AppConfiguration {

    @Bean
    RouterFunction<ServerResponse> appRoutes(
            @Qualifier("serving") Database database,
            Clock clock,
            ObjectProvider<SubscriptionSignal> subscriptions,
            ApiSurface surface) {
        SubscriptionSignal signal = () -> subscriptions.orderedStream().forEach(SubscriptionSignal::raise);
        return surface.of(AppRoutes.to(new AppsHandler(new Apps(database, clock, signal))));
    }
}
