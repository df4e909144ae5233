package io.fourways.dispatch.access;

import io.fourways.dispatch.api.ApiStep;
import io.fourways.service.access.Authenticator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires who may call the API. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    ApiStep apiKeys(Authenticator authenticator) {
        return new ApiKeys(authenticator);
    }
}
