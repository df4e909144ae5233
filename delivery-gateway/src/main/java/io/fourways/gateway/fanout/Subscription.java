package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.pattern.PatternIndex;
import io.fourways.gateway.position.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader's position in the log, and what it selects there. It is either live, that is, where its event loop is, or
 * behind, at a place of its own. Touched by its event loop only.
 */
public final class Subscription {

    private final Reader reader;
    private Selection selection;
    private boolean anyType;
    private final List<PatternIndex.Registration<Subscription>> registrations = new ArrayList<>(1);
    private int generation;
    private long startedBehind;
    private long handled;
    private Cursor place;
    private Past past;
    private boolean live;
    private boolean tooSlow;
    private boolean fell;
    private boolean told;
    private boolean telling;
    private @Nullable Cursor missed;
    private boolean paced;
    private boolean resting;
    private boolean scheduled;
    private boolean catchingUp;
    private boolean served;
    private int asked;
    private int answered;
    private boolean closed;

    /** @param past why it begins behind, if it does */
    Subscription(Reader reader, Selection selection, int generation, Cursor from, Past past) {
        this.reader = reader;
        this.selection = selection;
        this.anyType = selection.types().isEmpty();
        this.generation = generation;
        this.startedBehind = from.lastOffset();
        this.handled = from.lastOffset();
        this.place = from;
        this.past = past;
        this.told = past == Past.ASKED;
    }

    public Selection selection() {
        return selection;
    }

    void narrow(Selection less) {
        selection = less;
        anyType = less.types().isEmpty();
    }

    /** Whether it selects events of every type; known without a look at what it selects, which is elsewhere in the memory. */
    boolean wantsAnyType() {
        return anyType;
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

    /** Which of the logs that the window has held its place is in. */
    int generation() {
        return generation;
    }

    /** Whether it has been given all there is. */
    public boolean isLive() {
        return live;
    }

    /** It has come to something, and is not sent away for those who have only begun. */
    void serve() {
        served = true;
    }

    /** Whether it has been live, or has had some of the log. */
    boolean isBeingServed() {
        return served;
    }

    void goLive() {
        live = true;
        served = true;
        tooSlow = false;
    }

    void fallBehind(Cursor at) {
        live = false;
        miss();
        pass(at);
    }

    /** What it is behind with now it has missed. */
    void miss() {
        past = Past.MISSED;
        catchingUp = false;
        fell = true;
        told = false;
    }

    /** It is passed over an event behind this place that has been outlived. */
    void misses(Cursor behind) {
        if (!told && missed == null) {
            missed = behind;
        }
    }

    /** Behind which place something was missed that it is yet to be told of; null if nothing was. */
    @Nullable
    Cursor missed() {
        return missed;
    }

    /** It knows that it may be passed over something until it is live. */
    void markTold() {
        told = true;
        missed = null;
    }

    /** Whether it is being told of a gap just now. */
    boolean isTelling() {
        return telling;
    }

    void telling(boolean now) {
        telling = now;
    }

    /** Whether it has fallen behind since it began, and not merely begun there. */
    boolean hasFallen() {
        return fell;
    }

    /** Rests, at this place, until it may be given something again. */
    void putOff(Cursor at) {
        live = false;
        past = Past.PUT_OFF;
        resting = true;
        pass(at);
    }

    /** Whether it is behind for no other reason than that it was put off. */
    boolean isPutOff() {
        return !live && past == Past.PUT_OFF;
    }

    /** Whether it is put off, and not yet to read on. */
    boolean isResting() {
        return resting;
    }

    /** Whether it was given something a moment ago of what it is to have only so often. */
    boolean isPaced() {
        return paced;
    }

    void pace() {
        paced = true;
    }

    /** It may be given something again. */
    void wake() {
        paced = false;
        resting = false;
    }

    /** Why it is behind; meaningless while live. */
    Past past() {
        return past;
    }

    /** Its connection has not taken what it was to have. */
    void markTooSlow() {
        tooSlow = true;
    }

    /** Whether it is behind since its connection did not take what it was to have. */
    boolean wasTooSlow() {
        return tooSlow;
    }

    /** Whether it has only now begun to catch up, and is asked this for the first time since. */
    boolean setsOut() {
        boolean first = !catchingUp;
        catchingUp = true;
        return first;
    }

    void pass(Cursor cursor) {
        place = cursor;
        handled = cursor.lastOffset();
    }

    /** Passes over what cannot be had, as if it had begun here. */
    void skipTo(int inGeneration, Cursor cursor) {
        generation = inGeneration;
        pass(cursor);
        startedBehind = handled;
    }

    void passHoles(long upTo) {
        handled = Math.max(handled, upTo);
    }

    /** Whether it wants events from this offset on, or wanted them and had them. */
    boolean startedBefore(long offset) {
        return startedBehind < offset;
    }

    /** Whether something of the log is being fetched for it. */
    boolean isWaiting() {
        return asked != answered;
    }

    /** Waits for what is fetched now, and for nothing that was asked for before; the answer must have this number. */
    int ask() {
        asked++;
        return asked;
    }

    /** Whether the answer of this number is the one that was waited for. */
    boolean takesAnswer(int number) {
        boolean expected = isWaiting() && number == asked;
        if (expected) {
            answered = number;
        }
        return expected;
    }

    /** Whether it is to read on soon. */
    boolean isScheduled() {
        return scheduled;
    }

    void scheduled(boolean soon) {
        scheduled = soon;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
