package io.fourways.service.security;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Takes away, whatever the configuration says, the two ways in which Spring logs a request besides its query, which
 * {@link io.fourways.service.access.BearerTokens#outOfQuery} sees to: headers in full, and an address that is no URI.
 */
final class UnloggedTokens implements EnvironmentPostProcessor {

    /** Has two loggers: the second serves where the first is off. */
    private static final String ADDRESSES = "org.springframework.http.server.reactive.ReactorHttpHandlerAdapter";

    private static final String ADDRESSES_TOO = "org.springframework.web.HttpLogging";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> unlogged = Map.of(
                "spring.http.codecs.log-request-details",
                false,
                "logging.level." + ADDRESSES,
                "info",
                "logging.level." + ADDRESSES_TOO,
                "info");
        environment.getPropertySources().addFirst(new MapPropertySource("fourways-unlogged-tokens", unlogged));
    }
}
