package io.fourways.system.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Takes spans as a collector does, in OTLP over HTTP, and keeps them. */
public final class SpanSink implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final List<SentSpan> spans = new CopyOnWriteArrayList<>();

    private SpanSink(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** A new one on this machine. */
    public static SpanSink start() {
        try {
            return new SpanSink(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a service send all that it traces here, soon, by the names that OpenTelemetry gives that. */
    public Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_BSP_SCHEDULE_DELAY",
                "100",
                "MANAGEMENT_TRACING_SAMPLING_PROBABILITY",
                "1");
    }

    /** All that came so far. */
    public List<SentSpan> spans() {
        return List.copyOf(spans);
    }

    /** Those of a trace that came so far. */
    public List<SentSpan> trace(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** Waits for a span of a trace. */
    public SentSpan await(String trace, String what, Predicate<SentSpan> wanted) {
        try {
            return Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> trace(trace).stream().filter(wanted).findFirst(), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException missing) {
            throw new AssertionError(what + " is not among " + trace(trace), missing);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans resource : request.getResourceSpansList()) {
                String service = resource.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(attribute -> attribute.getValue().getStringValue())
                        .findFirst()
                        .orElse("");
                resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(SentSpan.of(service, span))));
            }
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
