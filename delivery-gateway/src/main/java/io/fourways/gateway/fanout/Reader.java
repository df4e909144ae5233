package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.gateway.tally.ReaderMetrics;
import io.fourways.gateway.tally.Tallies;
import io.fourways.gateway.tally.Tally;
import io.fourways.gateway.way.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection's subscriptions and its sink. Touched by its event loop only. */
public final class Reader {

    private final LoopFanout loop;
    private final Sink sink;
    private final Way way;
    private final ReaderMetrics metrics;
    private final Tally tally;
    private final List<Subscription> subscriptions = new ArrayList<>(1);
    private long lastLive = -1;
    private long lastActiveNanos = System.nanoTime();
    private long expiresMillis = Long.MAX_VALUE;
    private @Nullable Ending ending;
    private boolean unflushed;
    private boolean due;
    private boolean lingering;

    Reader(LoopFanout loop, Sink sink, FanoutMetrics metrics, Tallies tallies) {
        this.loop = loop;
        this.sink = sink;
        this.way = sink.way();
        this.metrics = metrics.of(way);
        this.tally = tallies.of(way);
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

    /** Ends all subscriptions, since the client has gone or has its answer; the sink is called no more. */
    public void close() {
        close(Ending.CLIENT);
    }

    /** The same for another cause, unless it is ending for one already. */
    public void close(Ending cause) {
        ends(cause);
        loop.close(this);
    }

    /** The same, of a client that goes on with a reader of another log. */
    public void leave() {
        loop.leave(this);
    }

    /** When the reader's credentials end; {@link Sink#expired()} follows within about a second. */
    public void expireAt(@Nullable Instant instant) {
        expiresMillis = instant == null ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    /**
     * The place behind everything that was delivered; null while there is none for all subscriptions together, since one
     * of several is behind, or before it is told what it has missed there.
     */
    public @Nullable Cursor place() {
        if (missed() != null) {
            return null;
        }
        if (isLive()) {
            return loop.place();
        }
        return subscriptions.size() == 1 ? subscriptions.get(0).place() : null;
    }

    /** What it has missed by its channels' policies, up to where it has come, and is yet to be told; null if nothing. */
    public @Nullable Gap missed() {
        for (Subscription subscription : subscriptions) {
            Gap missed = Gaps.missed(subscription, subscription.place(), subscription.place());
            if (missed != null) {
                return missed;
            }
        }
        return null;
    }

    /** Whether every subscription has been given all there is. */
    public boolean isLive() {
        for (int i = 0; i < subscriptions.size(); i++) {
            if (!subscriptions.get(i).isLive()) {
                return false;
            }
        }
        return true;
    }

    public List<Subscription> subscriptions() {
        return subscriptions;
    }

    Sink sink() {
        return sink;
    }

    Way way() {
        return way;
    }

    ReaderMetrics metrics() {
        return metrics;
    }

    Tally tally() {
        return tally;
    }

    /** It is about to end, for a cause that whoever closes it need not know. */
    void ends(Ending cause) {
        if (ending == null) {
            ending = cause;
        }
    }

    Ending ending() {
        return ending == null ? Ending.CLIENT : ending;
    }

    /** It is too slow for what it reads. */
    void disconnect() {
        ends(Ending.LAGGING);
        sink.tooSlow();
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

    /** Whether the event of this offset was given to the connection already: by another of its subscriptions, or before a failure. */
    boolean hadLive(long offset) {
        return offset <= lastLive;
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

    /** Whether it was not to be flushed at the end of the task until now. */
    boolean markDue() {
        boolean first = !due;
        due = true;
        return first;
    }

    /** Whether nothing has lingered on it until now. */
    boolean markLingering() {
        boolean first = !lingering;
        lingering = true;
        return first;
    }

    boolean isLingering() {
        return lingering;
    }

    void flushDue(long nowNanos) {
        due = false;
        flush(nowNanos);
    }

    /** What lingered may have been flushed with something else meanwhile. */
    void flushLingering(long nowNanos) {
        lingering = false;
        if (unflushed) {
            flush(nowNanos);
        }
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
