package io.fourways.dispatch.egress;

import io.fourways.dispatch.egress.address.AddressGuard;
import io.fourways.dispatch.egress.address.Cidr;
import io.fourways.dispatch.egress.address.EndpointUrls;
import io.fourways.dispatch.egress.address.GuardedResolvers;
import io.fourways.dispatch.egress.address.PortRange;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.ConnectionProvider;

/** Wires the way out, and what of it is known when an endpoint is written down. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
public class EgressConfiguration {

    @Bean
    AddressGuard addressGuard(EgressProperties properties) {
        return new AddressGuard(
                read("allow", properties.allow(), Cidr::parse, "addresses such as 10.1.2.0/24 or fd12::/16"),
                read("deny", properties.deny(), Cidr::parse, "addresses such as 203.0.113.0/24 or 2001:db8::/32"));
    }

    @Bean
    EndpointUrls endpointUrls(EgressProperties properties, AddressGuard guard) {
        List<PortRange> ports = read("ports", properties.ports(), PortRange::parse, "ports such as 443 or 1024-65535");
        return new EndpointUrls(properties.http(), ports, guard);
    }

    @Bean(destroyMethod = "close")
    GuardedResolvers guardedResolvers(EgressProperties properties, AddressGuard guard) {
        return new GuardedResolvers(EgressClient.names(properties), guard);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider egressConnections(EgressProperties properties) {
        return EgressClient.connections(properties);
    }

    @Bean
    Egress egress(
            ConnectionProvider egressConnections,
            GuardedResolvers resolvers,
            EndpointUrls urls,
            EgressProperties properties,
            Clock clock) {
        return new HttpEgress(EgressClient.of(egressConnections, resolvers, properties), urls, properties, clock);
    }

    private static <T> List<T> read(
            String property, List<String> texts, Function<String, Optional<T>> parse, String what) {
        return texts.stream()
                .map(text -> parse.apply(text.strip()).orElseThrow(() -> new UnusableEgressException(property, what)))
                .toList();
    }
}
