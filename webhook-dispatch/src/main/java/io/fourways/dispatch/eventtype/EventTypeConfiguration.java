package io.fourways.dispatch.eventtype;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires event types. */
@Configuration(proxyBeanMethods = false)
public class EventTypeConfiguration {

    @Bean
    RouterFunction<ServerResponse> eventTypeRoutes(
            @Qualifier("serving") Database database, Clock clock, ApiSurface surface) {
        return surface.of(EventTypeRoutes.to(new EventTypesHandler(new EventTypes(database, clock))));
    }
}
