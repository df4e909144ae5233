package io.fourways.gateway.frames;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A connection's messages, dealt with one after the other. What comes while one is being dealt with waits for its turn,
 * so that what needs none, a ping or a close, is read behind it; but not much waits. Touched by the connection's event
 * loop only.
 */
final class Turns {

    private static final int MAX_WAITING = 16;

    private final WebSocketConnection connection;
    private final int maxBytes;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int bytesWaiting;
    private @Nullable Handling handling;

    /** @param maxBytes how long all that wait may be together; the last of them may exceed it */
    Turns(WebSocketConnection connection, int maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    private record Waiting(Mono<Void> message, int bytes) {}

    /** Whether another may come. */
    boolean hasRoom() {
        return waiting.size() < MAX_WAITING && bytesWaiting < maxBytes;
    }

    /**
     * Takes a message.
     *
     * @param message deals with it when it is subscribed to
     * @param bytes   how long it is
     */
    void add(Mono<Void> message, int bytes) {
        waiting.add(new Waiting(message, bytes));
        bytesWaiting += bytes;
        next();
    }

    /** A message has been dealt with. */
    void end(Handling done) {
        if (handling == done) {
            handling = null;
            next();
        }
    }

    private void next() {
        if (handling == null && !waiting.isEmpty()) {
            Waiting first = waiting.remove();
            bytesWaiting -= first.bytes();
            Handling current = new Handling(connection);
            handling = current;
            first.message().subscribe(current);
        }
    }

    /** Lets go of all. */
    void dispose() {
        waiting.clear();
        bytesWaiting = 0;
        if (handling != null) {
            handling.dispose();
        }
    }
}
