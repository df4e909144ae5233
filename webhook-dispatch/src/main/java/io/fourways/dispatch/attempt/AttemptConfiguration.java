package io.fourways.dispatch.attempt;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the API of attempts and deliveries. */
@Configuration(proxyBeanMethods = false)
public class AttemptConfiguration {

    @Bean
    RouterFunction<ServerResponse> attemptRoutes(
            @Qualifier("serving") Database database,
            ObjectProvider<DueSignal> listeners,
            Clock clock,
            ApiSurface surface) {
        DueSignal due = endpoints -> listeners.orderedStream().forEach(listener -> listener.raise(endpoints));
        return surface.of(AttemptRoutes.to(new AttemptsHandler(database), new DeliveriesHandler(database, due, clock)));
    }
}
