package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection's subscriptions and its sink. Touched by its event loop only. */
public final class Reader {

    private final LoopFanout loop;
    private final Sink sink;
    private final List<Subscription> subscriptions = new ArrayList<>(1);
    private long lastLive = -1;
    private long lastActiveNanos = System.nanoTime();
    private long expiresMillis = Long.MAX_VALUE;
    private boolean unflushed;

    Reader(LoopFanout loop, Sink sink) {
        this.loop = loop;
        this.sink = sink;
    }

    /**
     * Begins to deliver what is selected, from where it was found to begin. Events, and a gap if there is one, come in
     * later tasks of the loop.
     */
    public Subscription subscribe(Selection selection, Beginning beginning) {
        return loop.add(this, selection, beginning);
    }

    /** Delivers less for this subscription, which goes on where it is. */
    public void narrow(Subscription subscription, Selection selection) {
        loop.narrow(subscription, selection);
    }

    /** Delivers no more for this subscription. */
    public void unsubscribe(Subscription subscription) {
        loop.remove(subscription);
    }

    /** The sink, which was not writable, is. */
    public void resume() {
        loop.resume(this);
    }

    /** Ends all subscriptions; the sink is called no more. */
    public void close() {
        loop.close(this);
    }

    /** When the reader's credentials end; {@link Sink#expired()} follows within about a second. */
    public void expireAt(@Nullable Instant instant) {
        expiresMillis = instant == null ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    /**
     * The place behind everything that was delivered; null while there is none for all subscriptions together, since one
     * of several is behind.
     */
    public @Nullable Cursor place() {
        if (subscriptions.stream().allMatch(Subscription::isLive)) {
            return loop.place();
        }
        return subscriptions.size() == 1 ? subscriptions.get(0).place() : null;
    }

    /** Whether every subscription has been given all there is. */
    public boolean isLive() {
        return subscriptions.stream().allMatch(Subscription::isLive);
    }

    public List<Subscription> subscriptions() {
        return subscriptions;
    }

    Sink sink() {
        return sink;
    }

    boolean isExpired(long nowMillis) {
        return expiresMillis <= nowMillis;
    }

    boolean isIdle(long nowNanos, long idleNanos) {
        return nowNanos - lastActiveNanos >= idleNanos;
    }

    void touch(long nowNanos) {
        lastActiveNanos = nowNanos;
    }

    /** Whether the event of this offset was given to the connection by another of its subscriptions in this pass. */
    boolean hadLive(long offset) {
        return lastLive == offset;
    }

    void gaveLive(long offset) {
        lastLive = offset;
    }

    /** What comes is another log's, and has nothing to do with the offsets seen so far. */
    void startAnew() {
        lastLive = -1;
    }

    boolean markUnflushed() {
        boolean first = !unflushed;
        unflushed = true;
        return first;
    }

    /** Only what was written is a sign of life: who reads for long without finding anything is told its place meanwhile. */
    void flush(long nowNanos) {
        if (unflushed) {
            unflushed = false;
            lastActiveNanos = nowNanos;
        }
        sink.flush();
    }
}
