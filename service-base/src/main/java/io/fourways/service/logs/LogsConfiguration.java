package io.fourways.service.logs;

import io.fourways.contract.Logs;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the logs of what is configured, or keeps the service from starting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogsProperties.class)
public class LogsConfiguration {

    @Bean
    Logs logs(LogsProperties properties, @Value("${fourways.broker.embedded:false}") boolean embedded) {
        if (embedded && !properties.logs().isEmpty()) {
            throw UnusableLogsException.onEmbeddedBroker();
        }
        return new Logs(properties.logs());
    }
}
