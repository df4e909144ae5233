package io.fourways.bench.netty;

import java.util.Locale;

/** How the bare broadcaster hands an event to its subscribers. */
public enum Handing {
    /** Framed once, and each connection flushed once for all that has come. */
    TOGETHER,
    /** The same, but each connection is flushed for every event. */
    FLUSHED_EACH,
    /** Flushed together, but the event is framed anew for every subscriber. */
    FRAMED_EACH;

    /** As the broadcaster's argument says it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Handing of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
