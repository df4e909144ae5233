package io.fourways.service.trace;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Gives a service what makes its spans, with the tracer if there is one. */
@AutoConfiguration(
        afterName =
                "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
        before = MicrometerTracingAutoConfiguration.class)
@Import(ObservedSpans.class)
public class TracingAutoConfiguration {

    private static final String MANAGEMENT = "/actuator";

    @Bean
    EventSpans eventSpans(ObjectProvider<Tracer> tracer) {
        Tracer there = tracer.getIfAvailable();
        return there == null ? EventSpans.OFF : new EventSpans(there);
    }

    /** Scrapes and probes are not what anybody looks for. */
    @Bean
    @ConditionalOnBean(Tracer.class)
    SpanExportingPredicate nothingOfManagement() {
        return span -> !span.getTags().getOrDefault("uri", "").startsWith(MANAGEMENT);
    }
}
