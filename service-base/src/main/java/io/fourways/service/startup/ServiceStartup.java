package io.fourways.service.startup;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** How a service becomes an application: its configuration is {@code <name>.yaml}, so that several fit one class path. */
public final class ServiceStartup {

    private ServiceStartup() {}

    /**
     * The application of a service, ready to be run alone or beside others in one process.
     *
     * @param name        the service's name, which its configuration file and its metrics carry
     * @param application the class that wires it
     */
    public static SpringApplicationBuilder of(String name, Class<?> application) {
        return new SpringApplicationBuilder(application)
                .properties("spring.config.name=" + name, "spring.application.name=" + name);
    }
}
