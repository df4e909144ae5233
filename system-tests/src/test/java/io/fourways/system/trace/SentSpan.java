package io.fourways.system.trace;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span as a service has sent it.
 *
 * @param service    whose it is
 * @param parent     the id of the span that it follows from; empty for none
 * @param kind       what it is to others, such as {@code CLIENT}
 * @param begin      nanoseconds since the epoch, as is its end
 * @param attributes as text
 * @param text       all of it
 */
public record SentSpan(
        String service,
        String name,
        String trace,
        String id,
        String parent,
        String kind,
        long begin,
        long end,
        Map<String, String> attributes,
        String text) {

    private static final HexFormat HEX = HexFormat.of();

    static SentSpan of(String service, Span span) {
        return new SentSpan(
                service,
                span.getName(),
                HEX.formatHex(span.getTraceId().toByteArray()),
                HEX.formatHex(span.getSpanId().toByteArray()),
                HEX.formatHex(span.getParentSpanId().toByteArray()),
                span.getKind().name().replace("SPAN_KIND_", ""),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, attribute -> attribute
                        .getValue()
                        .getStringValue())),
                span.toString());
    }

    /** Its place in its trace, as {@code traceparent} says it. */
    public String traceParent() {
        return "00-" + trace + "-" + id + "-01";
    }

    /** One of its attributes; empty for none. */
    public String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    @Override
    public String toString() {
        return service + ": " + name + " " + id + " after " + parent + " " + attributes;
    }
}
