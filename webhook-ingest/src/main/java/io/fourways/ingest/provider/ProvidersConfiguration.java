package io.fourways.ingest.provider;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** Finds the providers: whatever class of this package is one. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Provider.class))
public class ProvidersConfiguration {

    @Bean
    Providers providers(List<Provider> providers) {
        return new Providers(providers);
    }
}
