package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.position.Selection;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.gateway.tally.Tallies;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the readers whose connections live on one event loop; only that loop calls it, but
 * for {@link #appended} and {@link #replaced}.
 *
 * <p>New events become {@linkplain Passes one task}, which writes each to the live subscriptions that select it and then flushes every
 * connection written to once. A subscription whose connection takes no more falls behind: it keeps nothing but its
 * place, and {@linkplain CatchUp catches up} from there when the connection drains. It is live again when it has come to
 * where the loop is; both happen on this loop, so there is no hand-over to guard, and nothing is lost or doubled between
 * replay and live.
 */
final class LoopFanout {

    private static final Logger log = LoggerFactory.getLogger(LoopFanout.class);

    /** After so many entries a task gives way to other work of the loop. */
    private static final int BATCH = 256;

    /** So many entries may come before a loop is woken for whom there is nothing among them, or a quarter of the window. */
    private static final int PATIENCE = 64;

    private final EventLoop eventLoop;
    private final Window window;
    private final Frontier frontier;
    private final Interest interest;
    private final Delivery delivery;
    private final CatchUp catchUp;
    private final Audience.OfLoop audience;
    private final FanoutMetrics metrics;
    private final Tallies tallies;
    private final Flushes flushes;
    private final Rounds rounds;
    private final Passes passes;
    private final Set<Reader> readers = new LinkedHashSet<>();

    /**
     * @param audience  where its subscriptions are counted
     * @param metrics   where it is told how readers fare
     * @param coalescing how long events gather while the loop is busy, by the clock, in nanoseconds
     * @param idleNanos after how long without an event a reader is told its place
     */
    LoopFanout(
            EventLoop eventLoop,
            Window window,
            Replay replay,
            Audience.OfLoop audience,
            FanoutMetrics metrics,
            Coalescing coalescing,
            LongSupplier clock,
            long idleNanos) {
        this.eventLoop = eventLoop;
        this.window = window;
        this.frontier = new Frontier(window);
        this.interest = new Interest(Math.min(PATIENCE, window.maxEvents() / 4), window.maxBytes() / 4);
        this.metrics = metrics;
        this.tallies = new Tallies(metrics);
        this.flushes = new Flushes(eventLoop, tallies, new Tallies(metrics));
        Paces paces = new Paces(eventLoop, this::readOn);
        this.delivery = new Delivery(window, frontier, paces, flushes, this::end);
        this.catchUp = new CatchUp(
                eventLoop,
                window,
                replay,
                frontier,
                new Gaps(frontier, metrics),
                paces,
                this::comeToWindowsEnd,
                this::end);
        this.passes = new Passes(eventLoop, coalescing, clock, this::pass, metrics::rested);
        this.audience = audience;
        this.rounds = new Rounds(eventLoop, readers, tallies, idleNanos, this::lookAtWindow, this::end);
    }

    /** The window has one more entry, this one. On the thread that follows the log. */
    void appended(LogEntry entry) {
        if (interest.wakesFor(entry)) {
            passes.signal();
        }
    }

    /** The window was emptied, since the log is another. On the thread that follows the log. */
    void replaced() {
        interest.wakeForNext();
        passes.signal();
    }

    /** The place this loop has come to; null while nothing of the log was read. */
    @Nullable
    Cursor place() {
        return frontier.isSomewhere() ? frontier.place() : null;
    }

    Set<Reader> readers() {
        return readers;
    }

    Reader open(Sink sink) {
        Reader reader = new Reader(this, sink, metrics, tallies);
        readers.add(reader);
        reader.metrics().opened();
        return reader;
    }

    void close(Reader reader) {
        if (takeOut(reader)) {
            reader.metrics().closed(reader.ending());
        }
    }

    /** The connection goes on, with another reader. */
    void leave(Reader reader) {
        if (takeOut(reader)) {
            reader.metrics().left();
        }
    }

    private boolean takeOut(Reader reader) {
        OwnThread.require(eventLoop);
        List.copyOf(reader.subscriptions()).forEach(this::remove);
        return readers.remove(reader);
    }

    Subscription add(Reader reader, Selection selection, Beginning beginning) {
        OwnThread.require(eventLoop);
        comeToWindowsEnd();
        Cursor from = beginning.at().from(frontier.place());
        int generation = beginning.at() instanceof Resolution.Live ? frontier.generation() : beginning.generation();
        Subscription subscription = new Subscription(reader, selection, generation, from, Past.of(beginning.at()));
        if (!readers.contains(reader)) { // it has ended by what it was given on the way here
            subscription.close();
            return subscription;
        }
        register(subscription);
        reader.subscriptions().add(subscription);
        reader.metrics().subscribed();
        catchUp.begin(subscription, beginning);
        return subscription;
    }

    void narrow(Subscription subscription, Selection selection) {
        OwnThread.require(eventLoop);
        unregister(subscription);
        subscription.narrow(selection);
        register(subscription);
    }

    void remove(Subscription subscription) {
        OwnThread.require(eventLoop);
        if (!subscription.isClosed()) {
            subscription.close();
            unregister(subscription);
            subscription.reader().subscriptions().remove(subscription);
            subscription.reader().metrics().unsubscribed(subscription.isLive() || subscription.isPutOff());
        }
    }

    private void register(Subscription subscription) {
        audience.add(subscription);
        delivery.register(subscription);
        interest.add(subscription.selection());
        lookAtWindow(); // what has come just now may not have been meant for this loop
    }

    private void unregister(Subscription subscription) {
        audience.remove(subscription);
        delivery.unregister(subscription);
        interest.remove(subscription.selection());
    }

    private void readOn(Subscription subscription) {
        catchUp.readOn(subscription);
    }

    void resume(Reader reader) {
        OwnThread.require(eventLoop);
        for (Subscription subscription : List.copyOf(reader.subscriptions())) {
            catchUp.readOn(subscription);
        }
    }

    private void lookAtWindow() {
        if (window.tail() > frontier.next()) {
            passes.signal();
        }
    }

    private boolean pass() {
        advance(BATCH);
        return frontier.next() < window.tail();
    }

    /** A reader that begins at a place another loop has reached must not find this loop before it. */
    private void comeToWindowsEnd() {
        long tail = window.tail();
        while (frontier.next() < tail) {
            advance(BATCH);
        }
    }

    private void advance(int limit) {
        if (frontier.isOfAnotherLog()) {
            startAnew();
        }
        long end = Math.min(window.tail(), frontier.next() + limit);
        while (frontier.next() < end) {
            if (!delivery.next(end)) {
                leaveEverybodyBehind();
                return;
            }
        }
        flushes.flushDue();
    }

    /** What goes wrong with one reader must not keep the loop from the others: it ends, and they go on. */
    private void end(Reader reader, RuntimeException failure) {
        log.error("A reader failed and is ended", failure);
        reader.close(Ending.FAILED);
        eventLoop.execute(
                () -> reader.sink().failed(failure)); // who is told may ask for something else, which is not for now
    }

    /** The window was faster than this loop: who was live is behind at the place where the loop was. */
    private void leaveEverybodyBehind() {
        metrics.overrun();
        List<Subscription> left = leaveBehind();
        frontier.skipToEnd();
        if (frontier.isOfAnotherLog()) {
            startAnew();
        } else {
            flushes.flushDue();
            left.forEach(catchUp::readOn);
        }
    }

    private List<Subscription> leaveBehind() {
        List<Subscription> left =
                subscriptions().stream().filter(Subscription::isLive).toList();
        left.forEach(subscription -> {
            subscription.fallBehind(frontier.place());
            subscription.reader().metrics().leftBehind();
        });
        return left;
    }

    /** The log is another: as soon as something of it is there, everybody has a gap and goes on from its beginning. */
    private void startAnew() {
        leaveBehind();
        if (frontier.startAnew()) {
            readers.forEach(Reader::startAnew);
            subscriptions().forEach(catchUp::startAnew);
        }
        flushes.flushDue();
    }

    private List<Subscription> subscriptions() {
        List<Subscription> all = new ArrayList<>();
        readers.forEach(reader -> all.addAll(reader.subscriptions()));
        return all;
    }

    /** Tells every reader, spread over a time, that the gateway goes away; the future says when all know. */
    CompletableFuture<Void> drain(Duration spread, Supplier<Duration> reconnectAfter) {
        return rounds.drain(spread, reconnectAfter);
    }

    /** Tells a reader that has come too late for {@link #drain}, in a task of its own, when it has subscribed. */
    void sendAway(Reader reader, Supplier<Duration> reconnectAfter) {
        rounds.sendAway(reader, reconnectAfter);
    }
}
