package io.fourways.gateway.publishing;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How many of a connection's events wait for the broker's confirm: some, so that one client's rate does not hang on the
 * confirm's latency, but few. Touched by the connection's event loop only.
 */
public final class PublishesInFlight {

    private static final int MAX = 16;

    private int waiting;
    private Sinks.@Nullable Empty<Void> room;

    public void begin() {
        waiting++;
    }

    public void end() {
        waiting--;
        Sinks.Empty<Void> waitedFor = room;
        room = null; // whoever is let go on may wait again at once
        if (waitedFor != null) {
            waitedFor.tryEmitEmpty().orThrow();
        }
    }

    /** Completes when another may begin. */
    public Mono<Void> room() {
        if (waiting < MAX) {
            return Mono.empty();
        }
        Sinks.Empty<Void> later = Sinks.empty();
        room = later;
        return later.asMono();
    }
}
