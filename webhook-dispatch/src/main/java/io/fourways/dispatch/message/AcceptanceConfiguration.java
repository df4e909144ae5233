package io.fourways.dispatch.message;

import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.dispatch.outbox.Outbox;
import io.fourways.service.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the acceptance of messages: one for those who wait for an answer, one for what comes by itself. */
@Configuration(proxyBeanMethods = false)
public class AcceptanceConfiguration {

    @Bean
    Acceptance servingAcceptance(
            @Qualifier("serving") Database database,
            Outbox outbox,
            ObjectProvider<DueSignal> due,
            Moments moments,
            AcceptanceMetrics metrics) {
        return new StoredAcceptance(database, outbox, all(due), moments, metrics);
    }

    @Bean
    Acceptance workingAcceptance(
            @Qualifier("working") Database database,
            Outbox outbox,
            ObjectProvider<DueSignal> due,
            Moments moments,
            AcceptanceMetrics metrics) {
        return new StoredAcceptance(database, outbox, all(due), moments, metrics);
    }

    private static DueSignal all(ObjectProvider<DueSignal> listeners) {
        return endpoints -> listeners.orderedStream().forEach(listener -> listener.raise(endpoints));
    }

    @Bean
    Moments moments(Clock clock) {
        return new Moments(clock);
    }

    @Bean
    AcceptanceMetrics acceptanceMetrics(MeterRegistry registry) {
        return new AcceptanceMetrics(registry);
    }
}
