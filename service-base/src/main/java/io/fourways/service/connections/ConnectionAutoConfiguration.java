package io.fourways.service.connections;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.netty.http.server.HttpServer;

/** Gives every service's server its limits for connections. */
@AutoConfiguration
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionAutoConfiguration {

    @Bean
    ConnectionPlaces connectionPlaces(ConnectionProperties properties) {
        return new ConnectionPlaces(properties.max());
    }

    @Bean
    ConnectionMetrics connectionMetrics(ConnectionPlaces places) {
        return new ConnectionMetrics(places);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> connectionLimits(
            ConnectionProperties properties, ConnectionPlaces places) {
        return factory -> factory.addServerCustomizers(server -> limited(server, properties, places));
    }

    /**
     * Reactor Netty's idle timeout runs only while a connection waits for a head, and is stopped by a whole one. Its request
     * timeout would end WebSockets: it goes on after the upgrade.
     */
    private static HttpServer limited(HttpServer server, ConnectionProperties properties, ConnectionPlaces places) {
        return server.idleTimeout(properties.headTimeout())
                .doOnChannelInit((observer, channel, address) -> places.take(channel));
    }
}
