package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is there of tracing in a service, as it is configured. */
class TracingSwitchTests {

    private static final String ENDPOINT =
            "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:9/v1/traces";

    private ConfigurableApplicationContext service;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = RabbitAutoConfiguration.class,
            excludeName = {
                "io.fourways.service.publishing.PublishingAutoConfiguration",
                "io.fourways.service.security.SecurityAutoConfiguration"
            })
    static class Service {}

    /** The same, which keeps its spans. */
    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    static class KeepingService {

        @Bean
        InMemorySpanExporter kept() {
            return InMemorySpanExporter.create();
        }
    }

    private void start(String... properties) {
        start(Service.class, properties);
    }

    private void start(Class<?> type, String... properties) {
        service = new SpringApplicationBuilder(type)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.application.name=test", "management.endpoint.health.validate-group-membership=false")
                .run(Arrays.stream(properties).map(property -> "--" + property).toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private boolean has(Class<?> type) {
        return service.getBeanNamesForType(type).length > 0;
    }

    @Test
    void isOffByDefault() {
        List<String> before = exporting();
        start();
        assertThat(service.getBean(EventSpans.class)).isSameAs(EventSpans.OFF);
        assertThat(has(Tracer.class)).isFalse();
        assertThat(has(SpanExporter.class)).isFalse();
        assertThat(has(SpanProcessor.class)).isFalse();
        assertThat(exporting()).isSubsetOf(before);
        assertThat(service.getEnvironment().getProperty("logging.expect-correlation-id"))
                .isEqualTo("false");
    }

    private static List<String> exporting() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("BatchSpanProcessor"))
                .toList();
    }

    @Test
    void isOnWhereThereIsAnEndpoint() {
        start(ENDPOINT);
        assertThat(service.getBean(EventSpans.class).isOn()).isTrue();
        assertThat(service.getBeansOfType(SpanExporter.class).values())
                .singleElement()
                .satisfies(exporter ->
                        assertThat(exporter.getClass().getSimpleName()).isEqualTo("OtlpHttpSpanExporter"));
        assertThat(service.getEnvironment().getProperty("logging.expect-correlation-id"))
                .isEqualTo("true");
    }

    @Test
    void isOffWhereThatIsSaid() {
        start(ENDPOINT, "management.tracing.export.enabled=false");
        assertThat(service.getBean(EventSpans.class)).isSameAs(EventSpans.OFF);
        assertThat(has(SpanExporter.class)).isFalse();
    }

    @Test
    void sendsNeitherMetricsNorLogs() {
        start(ENDPOINT, "management.opentelemetry.logging.export.otlp.endpoint=http://127.0.0.1:9/v1/logs");
        assertThat(Arrays.stream(service.getBeanDefinitionNames()))
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*otel.*(log|metric).*"));
        assertThat(has(SdkLoggerProvider.class)).isFalse();
    }

    @Test
    void namesFailuresByTheirKindAlone() {
        start(
                KeepingService.class,
                "management.tracing.export.enabled=true",
                "management.tracing.sampling.probability=1");
        fail(Observation.Context::new);
        fail(() -> new SenderContext<Object>((carrier, key, value) -> {}));
        fail(() -> new ReceiverContext<Object>((carrier, key) -> null));
        service.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
        assertThat(service.getBean(InMemorySpanExporter.class).getFinishedSpanItems())
                .hasSize(3)
                .allSatisfy(span -> {
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                    assertThat(span.getAttributes().get(AttributeKey.stringKey("error")))
                            .isEqualTo("IllegalStateException");
                    assertThat(span.getStatus() + " " + span.getAttributes() + span.getEvents())
                            .doesNotContain("4711");
                });
    }

    private void fail(Supplier<Observation.Context> context) {
        Observation observation =
                Observation.start("fourways.test", context, service.getBean(ObservationRegistry.class));
        observation.error(new IllegalStateException("the card is 4711"));
        observation.stop();
    }
}
