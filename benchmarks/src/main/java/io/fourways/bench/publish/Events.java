package io.fourways.bench.publish;

import java.util.concurrent.atomic.AtomicLong;

/** Events of about 200 bytes as they are on the wire, each with an id of its own. */
final class Events {

    static final String CHANNEL = "bench.events";

    private static final String FORM = """
            {"specversion":"1.0","id":"%012d","source":"/bench","type":"measured","channel":"%s",\
            "time":"2026-01-01T00:00:00Z","datacontenttype":"application/json","data":{"amount":%d}}""";

    private static final AtomicLong NUMBER = new AtomicLong();

    private Events() {}

    /** A new one, complete: as it is published, so it is on the log. */
    static String next() {
        long number = NUMBER.incrementAndGet();
        return FORM.formatted(number, CHANNEL, 100_000 + number % 900_000);
    }
}
