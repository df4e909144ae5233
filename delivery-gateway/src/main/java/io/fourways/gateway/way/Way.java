package io.fourways.gateway.way;

import java.util.Locale;

/** One of the ways to read. */
public enum Way {
    SHORT_POLL,
    LONG_POLL,
    SSE,
    WEBSOCKET;

    /** Whether it is a question with one answer, and no stream. */
    public boolean isPoll() {
        return this == SHORT_POLL || this == LONG_POLL;
    }

    /** The name in metrics and answers: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
