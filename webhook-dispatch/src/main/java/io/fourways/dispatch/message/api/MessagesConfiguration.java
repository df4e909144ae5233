package io.fourways.dispatch.message.api;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.api.BodyProperties;
import io.fourways.dispatch.message.Acceptance;
import io.fourways.service.database.Database;
import io.fourways.service.trace.EventSpans;
import io.fourways.service.trace.TracedExchanges;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the API of messages. */
@Configuration(proxyBeanMethods = false)
public class MessagesConfiguration {

    @Bean
    RouterFunction<ServerResponse> messageRoutes(
            @Qualifier("serving") Database database,
            @Qualifier("servingAcceptance") Acceptance acceptance,
            BodyProperties properties,
            ApiSurface surface,
            EventSpans spans) {
        MessagesHandler messages = new MessagesHandler(database, acceptance, properties.maxBody());
        ExamplesHandler examples = new ExamplesHandler(database, acceptance);
        return surface.of(MessageRoutes.to(messages, examples).filter(new TracedExchanges(spans)));
    }
}
