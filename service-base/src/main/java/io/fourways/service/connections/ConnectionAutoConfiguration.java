package io.fourways.service.connections;

import io.fourways.service.date.DatedAnswers;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** Gives every service's server its limits for connections, has the places of both its ports measured, and answers dated. */
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

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> datedAnswers() {
        return factory -> factory.addServerCustomizers(DatedAnswers.everywhere());
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> decoratedHandling(
            ObjectProvider<HandlingDecorator> decorators) {
        List<HandlingDecorator> all = decorators.orderedStream().toList();
        return factory -> factory.addServerCustomizers(
                server -> server.mapHandle((handling, connection) -> decorated(handling, connection, all)));
    }

    private static Mono<Void> decorated(Mono<Void> handling, Connection connection, List<HandlingDecorator> all) {
        Mono<Void> decorated = handling;
        for (HandlingDecorator decorator : all) {
            decorated = decorator.decorate(decorated, connection);
        }
        return decorated;
    }
}
