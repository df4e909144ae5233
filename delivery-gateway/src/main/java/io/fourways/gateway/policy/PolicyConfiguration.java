package io.fourways.gateway.policy;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes the policies of what is configured, or keeps the gateway from starting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChannelProperties.class)
public class PolicyConfiguration {

    @Bean
    Policies policies(ChannelProperties properties, ConfigurableEnvironment environment) {
        UnknownOptions.refuse(environment);
        return new Policies(properties.channels());
    }
}
