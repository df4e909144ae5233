package io.fourways.dispatch.task;

import io.fourways.dispatch.api.ApiSurface;
import io.fourways.dispatch.delivery.DueSignal;
import io.fourways.service.database.Database;
import io.fourways.service.turns.SharedWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires background tasks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TaskProperties.class)
public class TaskConfiguration {

    @Bean
    RouterFunction<ServerResponse> taskRoutes(
            @Qualifier("serving") Database database, TaskProperties properties, Clock clock, ApiSurface surface) {
        return surface.of(TaskRoutes.to(new TasksHandler(database, properties, clock)));
    }

    @Bean
    SharedWorker taskWorker(
            @Qualifier("working") Database database,
            ObjectProvider<DueSignal> listeners,
            MeterRegistry registry,
            Clock clock) {
        DueSignal due = endpoints -> listeners.orderedStream().forEach(listener -> listener.raise(endpoints));
        return new SharedWorker("A task", new TaskWork(database, due, new TaskMetrics(registry), clock));
    }
}
