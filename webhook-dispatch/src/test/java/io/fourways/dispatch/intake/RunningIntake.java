package io.fourways.dispatch.intake;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.message.AcceptanceConfiguration;
import io.fourways.dispatch.outbox.OutboxConfiguration;
import io.fourways.service.publishing.PublishingAutoConfiguration;
import io.fourways.system.broker.BrokerAddress;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Intake on a database and a broker, without an API and without those who deliver. */
final class RunningIntake {

    private RunningIntake() {}

    /** @param properties as {@code name=value} */
    static RunningDatabase on(TestDatabase database, BrokerAddress broker, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.addAll(List.of(
                "spring.rabbitmq.host=" + broker.host(),
                "spring.rabbitmq.port=" + broker.amqpPort(),
                "spring.rabbitmq.username=" + broker.username(),
                "spring.rabbitmq.password=" + broker.password(),
                "spring.rabbitmq.virtual-host=" + broker.virtualHost(),
                "fourways.dispatch.intake.batch=50",
                "fourways.dispatch.intake.refresh=50ms",
                "fourways.dispatch.intake.longest-delay=500ms"));
        RunningDatabase running = RunningDatabase.on(
                database.url(),
                Clock.systemUTC(),
                all,
                Parts.class,
                OutboxConfiguration.class,
                AcceptanceConfiguration.class,
                IntakeConfiguration.class);
        running.awaitReady();
        return running;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({RabbitAutoConfiguration.class, PublishingAutoConfiguration.class})
    static class Parts {

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }
}
