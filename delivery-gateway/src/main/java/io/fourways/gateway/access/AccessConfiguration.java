package io.fourways.gateway.access;

import io.fourways.gateway.policy.Policies;
import io.fourways.service.publishing.PublishRate;
import io.fourways.service.security.OpenSurface;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what decides whom the gateway lets in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GatewayLimits.class, OriginProperties.class})
public class AccessConfiguration {

    @Bean
    ConnectionAdmission connectionAdmission(GatewayLimits limits) {
        return new ConnectionAdmission(limits);
    }

    @Bean
    ConnectRate connectRate(GatewayLimits limits) {
        return new ConnectRate(limits);
    }

    @Bean
    AdmissionMetrics admissionMetrics(ConnectionAdmission connections) {
        return new AdmissionMetrics(connections);
    }

    @Bean
    RefusalMetrics refusalMetrics(MeterRegistry registry) {
        return new RefusalMetrics(registry);
    }

    @Bean
    ChannelAccess channelAccess(Policies policies) {
        return new ChannelAccess(policies);
    }

    @Bean
    PublishRate publishRate(GatewayLimits limits) {
        return new PublishRate(limits.publishRate(), limits.publishBurst());
    }

    @Bean
    Origins origins(OriginProperties properties) {
        return new Origins(properties);
    }

    /** {@link Origins} judges them, here and at a WebSocket's handshake. */
    @Bean
    OpenSurface openSurface() {
        return OpenSurface.judgingOrigins();
    }

    @Bean
    OriginFilter originFilter(Origins origins, RefusalMetrics refusals) {
        return new OriginFilter(origins, refusals);
    }
}
