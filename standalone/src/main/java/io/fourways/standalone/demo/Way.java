package io.fourways.standalone.demo;

import java.util.function.Supplier;

/** The four ways of reading. */
enum Way {
    SHORT_POLL("short poll", Polling::ofShortKind),
    LONG_POLL("long poll", Polling::ofLongKind),
    EVENT_STREAM("SSE", EventStreamReading::new),
    WEBSOCKET("WebSocket", WebSocketReading::new);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
    private final Supplier<Reading> reading;

    Way(String title, Supplier<Reading> reading) {
        this.title = title;
        this.reading = reading;
    }

    String title() {
        return title;
    }

    Reading reading() {
        return reading.get();
    }
}
