package io.fourways.gateway.log;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Events in wire form for tests. */
public final class Events {

    private static final AtomicLong IDS = new AtomicLong();

    private Events() {}

    /** An event like no other. */
    public static byte[] on(String channel) {
        return on(channel, "test.happened");
    }

    /** The same, of a type. */
    public static byte[] on(String channel, String type) {
        return of(Long.toString(IDS.incrementAndGet()), channel, type, "{}");
    }

    /** One that says where in a trace it stands. */
    public static byte[] traced(String channel, String traceparent) {
        String event = new String(on(channel), StandardCharsets.UTF_8);
        return event.replace(",\"data\"", ",\"traceparent\":\"" + traceparent + "\",\"data\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An event like no other that has a subject. */
    public static byte[] about(String channel, String subject) {
        String event = new String(on(channel), StandardCharsets.UTF_8);
        return event.replace(",\"data\"", ",\"subject\":\"" + subject + "\",\"data\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One of given identity and payload. */
    public static byte[] of(String id, String channel, String type, String data) {
        return ("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/tests\",\"type\":\"" + type
                        + "\",\"channel\":\"" + channel + "\",\"time\":\"2026-01-02T03:04:05Z\",\"data\":" + data + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
