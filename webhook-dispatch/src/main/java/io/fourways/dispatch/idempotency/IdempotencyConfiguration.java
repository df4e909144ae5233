package io.fourways.dispatch.idempotency;

import io.fourways.dispatch.api.ApiStep;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;

/** Wires what lets requests be sent again. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

    @Bean
    ApiStep idempotentRequests(@Qualifier("serving") Database database, Clock clock, ServerCodecConfigurer codecs) {
        return new IdempotentRequests(new KeyTable(database, clock), codecs.getWriters());
    }
}
