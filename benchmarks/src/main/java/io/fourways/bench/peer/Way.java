package io.fourways.bench.peer;

/** How subscribers are served. */
public enum Way {
    WEBSOCKET("ws"),
    SSE("sse"),
    LONG_POLL("longpoll"),
    SHORT_POLL("poll");

    private final String mode;

    Way(String mode) {
        this.mode = mode;
    }

    /** As the load client calls it. */
    public String mode() {
        return mode;
    }
}
