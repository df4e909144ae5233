package io.fourways.ingest.source.declared;

import io.fourways.ingest.provider.Providers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the declared sources. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourcesProperties.class)
public class DeclaredSourceConfiguration {

    @Bean
    Declaration declaration(Providers providers, SourcesProperties properties) {
        return new Declaration(new DeclaredSources(providers.all()).read(properties.sources()));
    }
}
