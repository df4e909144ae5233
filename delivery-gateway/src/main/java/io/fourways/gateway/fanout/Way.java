package io.fourways.gateway.fanout;

import java.util.Locale;

/** One of the ways to read. */
public enum Way {
    SHORT_POLL,
    LONG_POLL,
    SSE,
    WEBSOCKET;

    /** The name in metrics and answers: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
