package io.fourways.service.startup;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Puts management on a port of its own: the service's port + {@value #MANAGEMENT_OFFSET}, at the service's address,
 * unless {@code management.server.*} says otherwise. A service on a random port (0) gets a random management port.
 */
final class ServicePorts implements EnvironmentPostProcessor {

    static final int MANAGEMENT_OFFSET = 1000;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        int management = port <= 0 ? port : port + MANAGEMENT_OFFSET;
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("management.server.port", management);
        if (environment.containsProperty("server.address")) {
            defaults.put("management.server.address", environment.getRequiredProperty("server.address"));
        }
        environment.getPropertySources().addLast(new MapPropertySource("fourways-ports", defaults));
    }
}
