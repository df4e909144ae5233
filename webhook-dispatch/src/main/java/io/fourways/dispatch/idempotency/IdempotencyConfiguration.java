package io.fourways.dispatch.idempotency;

import io.fourways.dispatch.api.ApiStep;
import io.fourways.dispatch.api.BodyProperties;
import io.fourways.dispatch.retention.RetentionProperties;
import io.fourways.service.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;

/** Wires what lets requests be sent again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RetentionProperties.class, BodyProperties.class})
public class IdempotencyConfiguration {

    @Bean
    KeyTable idempotencyKeys(@Qualifier("serving") Database database, Clock clock, RetentionProperties retention) {
        return new KeyTable(database, clock, retention.idempotency());
    }

    @Bean
    ApiStep idempotentRequests(KeyTable keys, BodyProperties bodies, ServerCodecConfigurer codecs) {
        return new IdempotentRequests(keys, bodies.largest(), codecs.getWriters());
    }
}
