package io.fourways.gateway.fanout;

import io.fourways.contract.NamePattern;
import io.fourways.gateway.log.Burst;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.pattern.PatternIndex;
import io.fourways.gateway.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Gives the events that come to the live subscriptions of one event loop that select them. Events of one channel that follow
 * each other are given in one piece to who takes all of them, and one by one to everybody else. On that loop only.
 */
final class Delivery {

    private final Window window;
    private final Frontier frontier;
    private final Paces paces;
    private final Flushes flushes;
    private final BiConsumer<Reader, RuntimeException> failed;
    private final PatternIndex<Subscription> index = new PatternIndex<>();
    private final List<Subscription> inOnePiece = new ArrayList<>();
    private final List<Subscription> oneByOne = new ArrayList<>();
    private final Burst burst = new Burst();

    /** @param failed ends a reader with which something went wrong */
    Delivery(
            Window window,
            Frontier frontier,
            Paces paces,
            Flushes flushes,
            BiConsumer<Reader, RuntimeException> failed) {
        this.window = window;
        this.frontier = frontier;
        this.paces = paces;
        this.flushes = flushes;
        this.failed = failed;
    }

    void register(Subscription subscription) {
        for (NamePattern pattern : subscription.selection().channels()) {
            subscription.registrations().add(index.add(pattern, subscription));
        }
    }

    void unregister(Subscription subscription) {
        subscription.registrations().forEach(index::remove);
        subscription.registrations().clear();
    }

    /**
     * Gives what is at the frontier, which moves on.
     *
     * @param end the index in the window that it is not to go beyond
     * @return false when the window holds that no more
     */
    boolean next(long end) {
        if (!burst.entries().isEmpty()) {
            throw new IllegalStateException("An event that is being given cannot be overtaken");
        }
        if (!burst.gather(window, frontier.next(), end)) {
            return false;
        }
        try {
            give();
        } finally {
            burst.release();
        }
        return true;
    }

    private void give() {
        LogEntry first = burst.first();
        if (!first.isVisible()) {
            frontier.pass(first);
            return;
        }
        Policy policy = first.policy();
        match(first.channel());
        try {
            giveInOnePiece(policy);
            for (int i = 0; i < burst.entries().size(); i++) {
                LogEntry entry = burst.entries().get(i);
                giveByItself(entry, policy);
                flushes.passed(entry, policy);
                frontier.pass(entry);
            }
        } finally {
            flushes.passedBurst(policy);
        }
    }

    /** Who takes what is decided before anybody is given anything, which may change it. */
    private void match(String channel) {
        inOnePiece.clear();
        oneByOne.clear();
        boolean several = burst.entries().size() > 1;
        index.forEachMatch(channel, subscription -> (several && takesBursts(subscription) ? inOnePiece : oneByOne)
                .add(subscription));
    }

    private void giveInOnePiece(Policy policy) {
        for (int i = 0; i < inOnePiece.size(); i++) {
            Subscription subscription = inOnePiece.get(i);
            if (isServed(subscription) && isReady(subscription, policy)) {
                write(subscription, policy);
            }
        }
    }

    private void giveByItself(LogEntry entry, Policy policy) {
        for (int i = 0; i < oneByOne.size(); i++) {
            Subscription subscription = oneByOne.get(i);
            if (isServed(subscription) && isNewTo(subscription, entry) && isReady(subscription, policy)) {
                write(subscription, entry, policy);
            }
        }
    }

    private static boolean isServed(Subscription subscription) {
        return subscription.isLive() && !subscription.isClosed();
    }

    /** Whether all events of a channel are to come to the connection, by this subscription alone, and none of them has. */
    private boolean takesBursts(Subscription subscription) {
        return subscription.reader().sink().takesBursts()
                && !subscription.reader().hadLive(burst.first().offset())
                && subscription.reader().subscriptions().size() == 1
                && subscription.registrations().size() == 1
                && subscription.wantsAnyType();
    }

    /** Whether it wants the event and has not had it; what it wants may have become less since the first of the burst. */
    private boolean isNewTo(Subscription subscription, LogEntry entry) {
        return !subscription.reader().hadLive(entry.offset())
                && (entry == burst.first()
                        ? subscription.wantsAnyType()
                                || subscription.selection().wantsType(entry.type())
                        : subscription.selection().wants(entry));
    }

    /** Whether it can be given something now; if not, it is left behind. */
    private boolean isReady(Subscription subscription, Policy policy) {
        if (Paces.isTooSoon(subscription, policy)) {
            subscription.putOff(frontier.place());
            return false;
        }
        Reader reader = subscription.reader();
        flushes.makeRoom(reader);
        if (!reader.sink().isWritable()) {
            leave(subscription, policy);
            return false;
        }
        return true;
    }

    private void leave(Subscription subscription, Policy policy) {
        Reader reader = subscription.reader();
        if (policy.disconnectsLaggards() && !reader.way().isPoll()) {
            reader.disconnect();
        } else {
            subscription.fallBehind(frontier.place());
            subscription.markTooSlow();
            reader.metrics().fellBehind();
        }
    }

    private void write(Subscription subscription, LogEntry entry, Policy policy) {
        Reader reader = subscription.reader();
        try {
            flushes.wrote(reader, policy, reader.sink().write(entry));
            reader.gaveLive(entry.offset());
            paces.gave(subscription, policy);
        } catch (RuntimeException failure) {
            failed.accept(reader, failure);
        }
    }

    private void write(Subscription subscription, Policy policy) {
        Reader reader = subscription.reader();
        try {
            flushes.wrote(reader, policy, burst, reader.sink().write(burst));
            reader.gaveLive(burst.last().offset());
        } catch (RuntimeException failure) {
            failed.accept(reader, failure);
        }
    }
}
