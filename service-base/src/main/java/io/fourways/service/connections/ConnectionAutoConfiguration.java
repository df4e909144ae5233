package io.fourways.service.connections;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Gives every service's server its limits for connections, and has the places of both its ports measured. */
@AutoConfiguration
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionAutoConfiguration {

    @Bean
    ConnectionPlaces servicePlaces(ConnectionProperties properties) {
        return new ConnectionPlaces(properties.max());
    }

    @Bean
    ConnectionPlaces managementPlaces(ConnectionProperties properties) {
        return new ConnectionPlaces(properties.managementMax());
    }

    @Bean
    ConnectionMetrics serviceConnections(ConnectionPlaces servicePlaces) {
        return new ConnectionMetrics("service", servicePlaces);
    }

    @Bean
    ConnectionMetrics managementConnections(ConnectionPlaces managementPlaces) {
        return new ConnectionMetrics("management", managementPlaces);
    }

    @Bean
    ConnectionLimits connectionLimits(ConnectionProperties properties, ConnectionPlaces servicePlaces) {
        return new ConnectionLimits(properties.headTimeout(), servicePlaces);
    }
}
