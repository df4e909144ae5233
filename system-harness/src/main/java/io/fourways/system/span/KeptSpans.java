package io.fourways.system.span;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** OpenTelemetry's tracer as services have it, which keeps the spans that have ended. */
public final class KeptSpans implements SpanExporter {

    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final Tracer tracer = new OtelTracer(
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(this))
                    .build()
                    .get("test"),
            new OtelCurrentTraceContext(),
            event -> {});

    public Tracer tracer() {
        return tracer;
    }

    /** Those that have ended. */
    public List<SpanData> ended() {
        return List.copyOf(ended);
    }

    /** Those of a name that have ended. */
    public List<SpanData> ended(String name) {
        return ended.stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** Where a span stands, as {@code traceparent} says it. */
    public static String traceParent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        ended.addAll(spans);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
