package io.fourways.service.connections;

import io.fourways.service.date.DatedAnswers;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The same for the server of the management port, which is in a context of its own and asks for nothing in ours. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementConnectionConfiguration {

    @Bean
    ConnectionLimits managementConnectionLimits(ConnectionProperties properties, ConnectionPlaces managementPlaces) {
        return new ConnectionLimits(properties.headTimeout(), managementPlaces);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> datedManagementAnswers() {
        return factory -> factory.addServerCustomizers(DatedAnswers.everywhere());
    }
}
