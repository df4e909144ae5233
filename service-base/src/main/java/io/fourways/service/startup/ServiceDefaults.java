package io.fourways.service.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** What services have in common in {@code fourways-defaults.properties}, weaker than whatever else sets a property. */
final class ServiceDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            ClassPathResource defaults = new ClassPathResource("fourways-defaults.properties");
            environment.getPropertySources().addLast(new ResourcePropertySource("fourways-defaults", defaults));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
