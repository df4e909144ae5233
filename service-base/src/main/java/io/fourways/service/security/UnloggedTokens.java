package io.fourways.service.security;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Takes away, whatever the configuration says, the two ways in which Spring logs a request before or beside
 * {@link io.fourways.service.access.BearerTokens#outOfQuery}: headers in full, and an address that is no URI.
 */
final class UnloggedTokens implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "fourways-unlogged-tokens",
                        Map.of(
                                "spring.http.codecs.log-request-details",
                                false,
                                "logging.level.org.springframework.http.server.reactive.ReactorHttpHandlerAdapter",
                                "info")));
    }
}
