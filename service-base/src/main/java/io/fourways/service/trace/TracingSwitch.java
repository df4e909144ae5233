package io.fourways.service.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * What turns tracing on: that there is somewhere to send spans to. Unless {@value #SWITCH} says otherwise, it is on where
 * {@value #ENDPOINT} is set, which Spring Boot also reads from OpenTelemetry's own environment variables.
 */
final class TracingSwitch implements EnvironmentPostProcessor {

    static final String SWITCH = "management.tracing.export.enabled";
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new Default(environment));
    }

    static boolean isOn(Environment environment) {
        return environment.getProperty(SWITCH, Boolean.class, false);
    }

    /** Weaker than whatever else sets it; asked late, since endpoints may be set by others of its kind. */
    private static final class Default extends EnumerablePropertySource<String> {

        private final Environment environment;

        /** The environment is not the source: its sources would be taken for this one's. */
        Default(Environment environment) {
            super("fourways-tracing", SWITCH);
            this.environment = environment;
        }

        @Override
        public String[] getPropertyNames() {
            return new String[] {SWITCH};
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return name.equals(SWITCH) ? isSet(environment.getProperty(ENDPOINT)) : null;
        }

        private static boolean isSet(@Nullable String endpoint) {
            return endpoint != null && !endpoint.isBlank();
        }
    }
}
