package io.fourways.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What one reader has seen so far. Safe for use by many threads. */
final class Tally {

    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1000;

    private final Histogram staleness = new Histogram(LONGEST_MICROS, 3);
    private final List<String> identities = new ArrayList<>();
    private long requests;
    private long empty;

    /** A request left. */
    synchronized void request() {
        requests++;
    }

    /** An answer came that held no event. */
    synchronized void emptyAnswer() {
        empty++;
    }

    /** An event came. */
    synchronized void event(Received event, Instant now) {
        identities.add(event.identity());
        long micros = Duration.between(event.time(), now).toNanos() / 1000;
        staleness.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
    }

    /** The identities of the events that came, in their order. */
    synchronized List<String> identities() {
        return List.copyOf(identities);
    }

    synchronized boolean has(String identity) {
        return identities.contains(identity);
    }

    /** The figures so far, given the bytes that went over the wire. */
    synchronized Figures figures(long bytes) {
        return new Figures(
                identities.size(),
                requests,
                empty,
                bytes,
                staleness.getValueAtPercentile(50),
                staleness.getValueAtPercentile(99));
    }
}
