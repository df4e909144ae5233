package io.fourways.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What has been started and is to be stopped, in one order or the other. Safe for use by the thread that starts and the one that stops:
 * what is added after closing is closed at once.
 */
final class Started implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final boolean lastFirst;
    private boolean closed;

    private Started(boolean lastFirst) {
        this.lastFirst = lastFirst;
    }

    /** For parts that stand on those before them. */
    static Started stoppedLastFirst() {
        return new Started(true);
    }

    /** For parts that feed those behind them. */
    static Started stoppedFirstFirst() {
        return new Started(false);
    }

    synchronized <T extends AutoCloseable> T add(T part) {
        if (lastFirst) {
            parts.addFirst(part);
        } else {
            parts.addLast(part);
        }
        if (closed) {
            close();
            throw new IllegalStateException("Stopped while starting");
        }
        return part;
    }

    /** Stops every part, also when one of them fails to; fails with the first failure. */
    @Override
    public synchronized void close() {
        closed = true;
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            failure = stop(parts.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException stop(AutoCloseable part, @Nullable RuntimeException earlier) {
        try {
            part.close();
            return earlier;
        } catch (Exception e) {
            RuntimeException failure = earlier == null ? new IllegalStateException("A part does not stop", e) : earlier;
            if (earlier != null) {
                earlier.addSuppressed(e);
            }
            return failure;
        }
    }
}
