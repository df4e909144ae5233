package io.fourways.service.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what Spring Boot configures for tracing where tracing is off: there is no tracer, no
 * exporter and no thread of theirs then. OpenTelemetry's logs and metrics are left out always: Prometheus has the metrics.
 */
final class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.autoconfigure.";

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = TracingSwitch.isOn(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurationClasses.length];
        for (int i = 0; i < wanted.length; i++) {
            String name = autoConfigurationClasses[i];
            wanted[i] = name == null || isWanted(name);
        }
        return wanted;
    }

    private boolean isWanted(String name) {
        if (name.startsWith(OPEN_TELEMETRY)) {
            boolean another = name.startsWith("logging.", OPEN_TELEMETRY.length())
                    || name.startsWith("metrics.", OPEN_TELEMETRY.length());
            return on && !another;
        }
        return on || !name.startsWith(TRACING);
    }
}
