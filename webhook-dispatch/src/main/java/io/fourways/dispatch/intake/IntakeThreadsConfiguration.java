package io.fourways.dispatch.intake;

import io.fourways.dispatch.message.Acceptance;
import io.fourways.service.database.Database;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the threads of intake. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "fourways.dispatch.intake.enabled", matchIfMissing = true)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeThreadsConfiguration {

    @Bean
    IntakeLoop intakeLoop(
            ConnectionFactory connections,
            @Qualifier("working") Database database,
            @Qualifier("workingAcceptance") Acceptance acceptance,
            IntakeProperties properties,
            IntakeMetrics metrics,
            EventSpans spans) {
        IntakeLoop loop = new IntakeLoop(
                connections,
                new Intake(database, acceptance, metrics, spans),
                new DeadLetters(connections),
                properties,
                metrics);
        metrics.watch(loop);
        return loop;
    }

    @Bean
    BindingLoop bindingLoop(
            ConnectionFactory connections,
            @Qualifier("working") Database database,
            Clock clock,
            IntakeProperties properties,
            IntakeMetrics metrics) {
        Bindings bindings = new Bindings(database, new QueueBindings(connections), clock);
        metrics.watch(bindings);
        return new BindingLoop(bindings, database, properties, connections);
    }

    @Bean
    IntakeMetrics intakeMetrics(MeterRegistry registry) {
        return new IntakeMetrics(registry);
    }
}
