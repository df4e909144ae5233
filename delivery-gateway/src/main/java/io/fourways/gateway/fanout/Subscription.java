package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader's position in the log, and what it selects there. It is either live, that is, where its event loop is, or
 * behind, at a place of its own. Touched by its event loop only.
 */
public final class Subscription {

    private final Reader reader;
    private final Selection selection;
    private final List<PatternIndex.Registration<Subscription>> registrations = new ArrayList<>(1);
    private final long startedBehind;
    private long handled;
    private Cursor place;
    private boolean live;
    private boolean waiting;
    private boolean closed;

    Subscription(Reader reader, Selection selection, long handled, Cursor place) {
        this.reader = reader;
        this.selection = selection;
        this.startedBehind = handled;
        this.handled = handled;
        this.place = place;
    }

    public Selection selection() {
        return selection;
    }

    Reader reader() {
        return reader;
    }

    List<PatternIndex.Registration<Subscription>> registrations() {
        return registrations;
    }

    /** Every offset up to this one was either delivered or not selected; meaningless while live. */
    long handled() {
        return handled;
    }

    /** The last proven place it has passed, at first the one where it begins; meaningless once events have come live. */
    public Cursor place() {
        return place;
    }

    /** Whether it has been given all there is. */
    public boolean isLive() {
        return live;
    }

    void goLive() {
        live = true;
    }

    void fallBehind(Cursor at) {
        live = false;
        pass(at);
    }

    void pass(Cursor cursor) {
        place = cursor;
        handled = cursor.lastOffset();
    }

    void passHoles(long upTo) {
        handled = Math.max(handled, upTo);
    }

    /** Whether it wants events from this offset on, or wanted them and had them. */
    boolean startedBefore(long offset) {
        return startedBehind < offset;
    }

    /** Whether a page of the log is being fetched for it. */
    boolean isWaiting() {
        return waiting;
    }

    void waiting(boolean forPage) {
        waiting = forPage;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
