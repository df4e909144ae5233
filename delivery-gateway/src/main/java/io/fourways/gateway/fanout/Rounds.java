package io.fourways.gateway.fanout;

import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.tally.Tallies;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What is to be said to the readers of one event loop though nothing happens: every second their place, to those for whom
 * nothing was written for long, and that they have expired, to those who have; in the end to all of them that the gateway goes
 * away. On that loop only.
 */
final class Rounds {

    private final EventLoop eventLoop;
    private final Set<Reader> readers;
    private final Tallies tallies;
    private final long idleNanos;
    private final Runnable upToDate;
    private final BiConsumer<Reader, RuntimeException> end;

    /**
     * Makes its first round in a second.
     *
     * @param readers   those there are, whenever it looks
     * @param tallies   count what is said
     * @param idleNanos after how long without an event a reader is told its place
     * @param upToDate  has the loop look at the window, so that it is not behind for long
     * @param end       ends a reader with which something goes wrong
     */
    Rounds(
            EventLoop eventLoop,
            Set<Reader> readers,
            Tallies tallies,
            long idleNanos,
            Runnable upToDate,
            BiConsumer<Reader, RuntimeException> end) {
        this.eventLoop = eventLoop;
        this.readers = readers;
        this.tallies = tallies;
        this.idleNanos = idleNanos;
        this.upToDate = upToDate;
        this.end = end;
        var unused = eventLoop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** What the loop finds in the window is given first, in a task that is before this one's in line. */
    private void tick() {
        upToDate.run();
        eventLoop.execute(this::goRound);
    }

    private void goRound() {
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        for (Reader reader : List.copyOf(readers)) {
            try {
                tick(reader, nanos, millis);
            } catch (RuntimeException failure) {
                end.accept(reader, failure);
            }
        }
        tallies.flushed();
    }

    private void tick(Reader reader, long nanos, long millis) {
        if (reader.isExpired(millis)) {
            reader.ends(Ending.EXPIRED);
            reader.sink().expired();
        } else if (reader.isIdle(nanos, idleNanos) && reader.sink().isWritable()) {
            reader.touch(nanos);
            reader.tally().wrote(reader.sink().idle(reader.place()));
        }
    }

    /** Tells every reader, spread over a time, that the gateway goes away; the future says when all know. */
    CompletableFuture<Void> drain(Duration spread, Supplier<Duration> reconnectAfter) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        List<Reader> all = List.copyOf(readers);
        for (int i = 0; i < all.size(); i++) {
            Reader reader = all.get(i);
            long delay = spread.toMillis() * i / all.size();
            var unused = eventLoop.schedule(() -> tell(reader, reconnectAfter), delay, TimeUnit.MILLISECONDS);
        }
        var unused = eventLoop.schedule(() -> told.complete(null), spread.toMillis(), TimeUnit.MILLISECONDS);
        return told;
    }

    /** Tells a reader that has come too late for {@link #drain}, in a task of its own, when it has subscribed. */
    void sendAway(Reader reader, Supplier<Duration> reconnectAfter) {
        eventLoop.execute(() -> tell(reader, reconnectAfter));
    }

    private void tell(Reader reader, Supplier<Duration> reconnectAfter) {
        if (readers.contains(reader)) {
            reader.ends(Ending.DRAINED);
            reader.sink().drain(reconnectAfter.get());
        }
    }
}
