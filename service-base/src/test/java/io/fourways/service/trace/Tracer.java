package io.fourways.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;

/** OpenTelemetry's tracer as Micrometer has it, which keeps its spans. */
final class Tracer {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final ObservationRegistry observations = ObservationRegistry.create();

    private final EventSpans eventSpans;

    Tracer() {
        this(Sampler.alwaysOn());
    }

    private Tracer(Sampler sampler) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(sampler))
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        io.opentelemetry.api.trace.Tracer otel = provider.get("test");
        OtelTracer tracer = new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
        OtelPropagator propagator =
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel);
        observations
                .observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
        eventSpans = new EventSpans(tracer);
    }

    /** One that samples no trace that begins here. */
    static Tracer ofNothing() {
        return new Tracer(Sampler.alwaysOff());
    }

    EventSpans eventSpans() {
        return eventSpans;
    }

    ObservationRegistry observations() {
        return observations;
    }

    /** Those that have ended. */
    List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    /** The only one of that name that has ended. */
    SpanData span(String name) {
        List<SpanData> found =
                spans().stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    static String traceParent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getSpanContext().getTraceFlags().asHex();
    }

    /** Where a span stands as we say it, who say no more of it than that it is sampled. */
    static String place(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }
}
