package io.fourways.bench.peer;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Channels that nobody has used before, and the events on them; <code>{ch}</code> and <code>{i}</code> are filled in by the load client.
 *
 * @param run what they are called after
 */
public record Channels(String run) {

    private static final AtomicInteger RUN = new AtomicInteger();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%1$s-{i}","source":"/bench","type":"measured","channel":"%1$s.{ch}",\
            "time":"2026-01-01T00:00:00Z","datacontenttype":"application/json","data":{payload}}""";

    /** New ones. */
    public static Channels fresh() {
        return new Channels("r" + RUN.incrementAndGet());
    }

    /** The name of each of them. */
    public String name() {
        return run + ".{ch}";
    }

    /** The pattern that is that name and what is below it. */
    public String pattern() {
        return name() + ".**";
    }

    /** An event of about 200 bytes, complete: every contender has the same to hand out. */
    String event() {
        return EVENT.formatted(run);
    }
}
