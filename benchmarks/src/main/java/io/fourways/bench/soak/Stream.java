package io.fourways.bench.soak;

/** What is published: events that count up, each stream by itself. */
enum Stream {
    /** One channel. */
    PLAIN("soak.plain"),
    /** Channels that a pattern holds together: what counts up goes over all of them. */
    PATTERN("soak.pattern.*"),
    /** One channel with events of a type that is wanted, which count up, and others that are not. */
    TYPED("soak.typed&type=wanted.*");

    private static final int CHANNELS = 1_000;

    private final String query;

    Stream(String query) {
        this.query = query;
    }

    /** How it is subscribed to. */
    String query() {
        return query;
    }

    /** Where the event of this number goes. */
    String channel(long number) {
        return switch (this) {
            case PLAIN -> "soak.plain";
            case PATTERN -> "soak.pattern.c" + number * 7919 % CHANNELS;
            case TYPED -> "soak.typed";
        };
    }
}
