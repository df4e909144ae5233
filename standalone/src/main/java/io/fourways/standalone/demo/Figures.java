package io.fourways.standalone.demo;

import java.util.List;
import java.util.Locale;

/**
 * What reading in one way has cost so far.
 *
 * @param events    events received
 * @param requests  HTTP requests made, a WebSocket's upgrade among them
 * @param empty     answers that held no event
 * @param bytes     bytes on the socket in both directions, heads, bodies and frames, without TCP/IP's own
 * @param p50Micros half of the events were at most this old when they came
 * @param p99Micros 99 of 100 were at most this old
 */
record Figures(long events, long requests, long empty, long bytes, long p50Micros, long p99Micros) {

    static final List<String> TITLES = List.of("events", "requests", "empty", "bytes/event", "p50 stale", "p99 stale");

    List<String> cells() {
        return List.of(
                Long.toString(events),
                Long.toString(requests),
                Long.toString(empty),
                events == 0 ? "-" : Long.toString(Math.round((double) bytes / events)),
                events == 0 ? "-" : duration(p50Micros),
                events == 0 ? "-" : duration(p99Micros));
    }

    private static String duration(long micros) {
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }
}
