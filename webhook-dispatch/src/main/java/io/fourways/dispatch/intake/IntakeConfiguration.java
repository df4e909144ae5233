package io.fourways.dispatch.intake;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires intake, if this instance is to take part in it, and what says whether it does as it should. */
@Configuration(proxyBeanMethods = false)
@Import(IntakeThreadsConfiguration.class)
public class IntakeConfiguration {

    @Bean
    HealthIndicator intakeHealthIndicator(ObjectProvider<IntakeLoop> intake, ObjectProvider<BindingLoop> bindings) {
        return new IntakeHealth(intake, bindings);
    }
}
