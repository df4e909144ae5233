package io.fourways.dispatch.secret;

import io.fourways.dispatch.api.ApiSurface;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires what receivers are told of secrets. */
@Configuration(proxyBeanMethods = false)
public class PublicKeyConfiguration {

    @Bean
    RouterFunction<ServerResponse> publicKeyRoutes(Secrets secrets, ApiSurface surface) {
        return surface.ofAnybody(PublicKeyRoutes.to(secrets));
    }
}
