package io.fourways.bench.dispatch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The thread that keeps a backlog filled up, until it is told to end. */
final class Filling implements AutoCloseable {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Void> done;

    private Filling(Backlog backlog) {
        done = CompletableFuture.runAsync(() -> backlog.fill(ended::get));
    }

    /** Begins at once. */
    static Filling of(Backlog backlog) {
        return new Filling(backlog);
    }

    /** Lets it go on for so long; fails if it has failed. */
    void goOn(Duration length) throws InterruptedException {
        try {
            done.get(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException itStillDoes) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        throw new IllegalStateException("The backlog is filled up no more");
    }

    /** Ends it; then all that was published is confirmed. */
    void end() {
        ended.set(true);
        done.join();
    }

    @Override
    public void close() {
        ended.set(true);
    }
}
