package io.fourways.gateway.fanout;

import io.fourways.gateway.fanout.Gap.Reason;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.replay.Page;
import io.fourways.gateway.replay.Replay;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the readers whose connections live on one event loop; only that loop calls it, but for {@link #signal()}.
 *
 * <p>New events become one task, which writes each to the live subscriptions that select it and then flushes every
 * connection written to once. A subscription whose connection takes no more falls behind: it keeps nothing but its
 * place, and reads on from there, in the window or in the log behind it, when the connection drains. It is live again
 * when it has come to where the loop is; both happen on this loop, so there is no hand-over to guard, and nothing is
 * lost or doubled between replay and live.
 */
final class LoopFanout {

    private static final Logger log = LoggerFactory.getLogger(LoopFanout.class);

    /** After so many entries a task gives way to other work of the loop. */
    private static final int BATCH = 256;

    /** Before anything of the log was read. */
    private static final Cursor NOWHERE = new Cursor(0, 0, true);

    private final EventLoop eventLoop;
    private final Window window;
    private final Replay replay;
    private final long idleNanos;
    private final PatternIndex<Subscription> index = new PatternIndex<>();
    private final Set<Reader> readers = new LinkedHashSet<>();
    private final List<Subscription> matched = new ArrayList<>();
    private final List<Reader> unflushed = new ArrayList<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private int generation;
    private long next;
    private Cursor place;

    /** @param idleNanos after how long without an event a reader is told its place */
    LoopFanout(EventLoop eventLoop, Window window, Replay replay, long idleNanos) {
        this.eventLoop = eventLoop;
        this.window = window;
        this.replay = replay;
        this.idleNanos = idleNanos;
        this.generation = window.generation();
        this.place = goToEnd();
        var unused = eventLoop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Sets the next index to the window's end; the place just before it. */
    private Cursor goToEnd() {
        LogEntry newest;
        do {
            next = window.tail();
            newest = window.peek(next - 1);
        } while (newest == null && window.newest() != null);
        return newest == null ? NOWHERE : newest.cursor();
    }

    /** Whether the window holds another log than the one that this loop has come to. */
    private boolean isAnother() {
        return generation != window.generation();
    }

    /** The window has grown. From any thread. */
    void signal() {
        if (!signalled.get() && signalled.compareAndSet(false, true)) {
            eventLoop.execute(this::drain);
        }
    }

    /** The place this loop has come to; null while nothing of the log was read. */
    @Nullable
    Cursor place() {
        return place.equals(NOWHERE) ? null : place;
    }

    Set<Reader> readers() {
        return readers;
    }

    Reader open(Sink sink) {
        Reader reader = new Reader(this, sink);
        readers.add(reader);
        return reader;
    }

    void close(Reader reader) {
        List.copyOf(reader.subscriptions()).forEach(this::remove);
        readers.remove(reader);
    }

    Subscription add(Reader reader, Selection selection, @Nullable Position from) {
        catchUpWithWindow();
        Position start = from == null ? Position.at(place) : from;
        Subscription subscription = new Subscription(reader, selection, start.handled(), start.place());
        selection.channels().forEach(pattern -> subscription.registrations().add(index.add(pattern, subscription)));
        reader.subscriptions().add(subscription);
        if (from == null) {
            subscription.goLive();
            reader.sink().caughtUp();
        } else {
            readOnSoon(subscription);
        }
        return subscription;
    }

    void remove(Subscription subscription) {
        if (!subscription.isClosed()) {
            subscription.close();
            subscription.registrations().forEach(index::remove);
            subscription.reader().subscriptions().remove(subscription);
        }
    }

    void resume(Reader reader) {
        for (Subscription subscription : List.copyOf(reader.subscriptions())) {
            readOn(subscription);
        }
    }

    /** How many subscriptions of each way select a channel. */
    void countReaders(String channel, Map<Way, Integer> perWay) {
        Set<Subscription> selecting = new HashSet<>();
        index.forEachMatch(channel, selecting::add);
        selecting.forEach(
                subscription -> perWay.merge(subscription.reader().sink().way(), 1, Integer::sum));
    }

    private void drain() {
        signalled.set(false);
        advance(BATCH);
        if (next < window.tail()) {
            signal();
        }
    }

    /** A reader that begins at a place another loop has reached must not find this loop before it. */
    private void catchUpWithWindow() {
        long tail = window.tail();
        while (next < tail) {
            advance(BATCH);
        }
    }

    private void advance(int limit) {
        if (isAnother()) {
            startAnew();
        }
        long end = Math.min(window.tail(), next + limit);
        while (next < end) {
            LogEntry entry = window.acquire(next);
            if (entry == null) {
                leaveEverybodyBehind();
                return;
            }
            try {
                dispatch(entry);
            } finally {
                entry.release();
            }
            next++;
            place = entry.cursor();
        }
        flushAll();
    }

    private void dispatch(LogEntry entry) {
        if (!entry.isVisible()) {
            return;
        }
        matched.clear();
        index.forEachMatch(entry.channel(), matched::add);
        for (int i = 0; i < matched.size(); i++) {
            Subscription subscription = matched.get(i);
            if (subscription.isLive() && !subscription.isClosed() && isNewTo(subscription, entry)) {
                give(subscription, entry);
            }
        }
    }

    private static boolean isNewTo(Subscription subscription, LogEntry entry) {
        return !subscription.reader().hadLive(entry.offset())
                && subscription.selection().wantsType(entry.type());
    }

    private void give(Subscription subscription, LogEntry entry) {
        Reader reader = subscription.reader();
        if (!reader.sink().isWritable()) {
            subscription.fallBehind(place);
            return;
        }
        reader.gaveLive(entry.offset());
        try {
            reader.sink().write(entry);
        } catch (RuntimeException failure) {
            end(reader, failure);
        }
        if (reader.markUnflushed()) {
            unflushed.add(reader);
        }
    }

    /** What goes wrong with one reader must not keep the loop from the others: it ends, and they go on. */
    private void end(Reader reader, RuntimeException failure) {
        log.error("A reader failed and is ended", failure);
        close(reader);
        reader.sink().failed(failure);
    }

    private void flushAll() {
        long now = System.nanoTime();
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush(now);
        }
        unflushed.clear();
    }

    /** The window was faster than this loop: who was live is behind at the place where the loop was. */
    private void leaveEverybodyBehind() {
        Cursor reached = place;
        place = goToEnd();
        List<Subscription> left = leaveBehind(reached);
        if (isAnother()) {
            startAnew();
        } else {
            flushAll();
            left.forEach(this::readOn);
        }
    }

    private List<Subscription> leaveBehind(Cursor reached) {
        List<Subscription> left =
                subscriptions().stream().filter(Subscription::isLive).toList();
        left.forEach(subscription -> subscription.fallBehind(reached));
        return left;
    }

    /** The log is another: as soon as something of it is there, everybody has a gap and goes on from its beginning. */
    private void startAnew() {
        int another = window.generation();
        Cursor reached = place;
        Cursor newest = goToEnd();
        leaveBehind(reached);
        if (!newest.equals(NOWHERE)) {
            generation = another;
            place = newest;
            readers.forEach(Reader::startAnew);
            subscriptions().forEach(this::startAnew);
        }
        flushAll();
    }

    private void startAnew(Subscription subscription) {
        whenFetched(subscription, replay.earliest(), earliest -> skipTo(subscription, earliest, Reason.UNKNOWN));
    }

    private List<Subscription> subscriptions() {
        List<Subscription> all = new ArrayList<>();
        readers.forEach(reader -> all.addAll(reader.subscriptions()));
        return all;
    }

    private void readOnSoon(Subscription subscription) {
        if (!subscription.isScheduled()) {
            subscription.scheduled(true);
            eventLoop.execute(() -> {
                subscription.scheduled(false);
                readOn(subscription);
            });
        }
    }

    /** Reads on from the subscription's place as long as its connection takes more. */
    private void readOn(Subscription subscription) {
        if (!isToReadOn(subscription)) {
            return;
        }
        Sink sink = subscription.reader().sink();
        long from = window.indexAfter(subscription.handled());
        for (int i = 0; i < BATCH && from >= 0 && from < next && sink.isWritable(); i++, from++) {
            LogEntry entry = window.acquire(from);
            if (entry == null) {
                from = -1;
                break;
            }
            try {
                replayTo(subscription, entry);
            } finally {
                entry.release();
            }
        }
        subscription.reader().flush(System.nanoTime());
        if (isToReadOn(subscription)) { // flushing may have made room, and may so have read on already
            goOn(subscription, from);
        }
    }

    private boolean isToReadOn(Subscription subscription) {
        return !subscription.isClosed() && !subscription.isLive() && !subscription.isWaiting() && !isAnother();
    }

    private void goOn(Subscription subscription, long from) {
        if (from < 0) {
            readBehindWindow(subscription);
        } else if (from >= next) {
            subscription.goLive();
            subscription.reader().sink().caughtUp();
        } else if (subscription.reader().sink().isWritable()) {
            readOnSoon(subscription);
        }
    }

    private void replayTo(Subscription subscription, LogEntry entry) {
        subscription.pass(entry.cursor());
        if (subscription.selection().wants(entry) && !hadByAnother(subscription, entry)) {
            subscription.reader().sink().write(entry);
        }
    }

    /** Whether the event has come to the connection by a subscription beside this one. */
    private boolean hadByAnother(Subscription subscription, LogEntry entry) {
        List<Subscription> all = subscription.reader().subscriptions();
        for (int i = 0; all.size() > 1 && i < all.size(); i++) {
            Subscription other = all.get(i);
            long handled = other.isLive() ? place.lastOffset() : other.handled();
            if (other != subscription
                    && other.startedBefore(entry.offset())
                    && entry.offset() <= handled
                    && other.selection().wants(entry)) {
                return true;
            }
        }
        return false;
    }

    private void readBehindWindow(Subscription subscription) {
        if (subscription.reader().sink().isWritable()) {
            whenFetched(subscription, replay.after(subscription.handled()), page -> arrived(subscription, page));
        }
    }

    private void arrived(Subscription subscription, Page page) {
        Cursor begin = page.begin();
        if (begin != null && page.hasForgottenAfter(subscription.handled())) {
            skipTo(subscription, begin, Reason.OVERRUN);
        } else {
            replayPage(subscription, page);
        }
    }

    /** Goes on, on this loop, when what the subscription needs has come, unless it needs that no more. */
    private <T> void whenFetched(Subscription subscription, CompletableFuture<T> answer, Consumer<T> then) {
        int number = subscription.ask();
        var unused = answer.whenCompleteAsync(
                (value, failure) -> {
                    if (!subscription.takesAnswer(number) || subscription.isClosed() || isAnother()) {
                        return;
                    }
                    if (failure != null) {
                        subscription.reader().sink().failed(causeOf(failure));
                    } else {
                        then.accept(value);
                    }
                },
                eventLoop);
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void replayPage(Subscription subscription, Page page) {
        Sink sink = subscription.reader().sink();
        for (LogEntry entry : page.after(subscription.handled())) {
            if (!sink.isWritable() || subscription.isClosed()) {
                break;
            }
            replayTo(subscription, entry);
        }
        if (page.after(subscription.handled()).isEmpty()) {
            subscription.passHoles(page.end() - 1);
        }
        subscription.reader().flush(System.nanoTime());
        readOnSoon(subscription);
    }

    private void skipTo(Subscription subscription, Cursor earliest, Reason reason) {
        String requested = subscription.place().toString();
        subscription.skipTo(earliest);
        subscription.reader().sink().gap(new Gap(requested, earliest, place, reason));
        readOn(subscription);
    }

    /** Tells every reader, spread over a time, that the gateway goes away; the future says when all know. */
    CompletableFuture<Void> drain(Duration spread, Supplier<Duration> reconnectAfter) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        List<Reader> all = List.copyOf(readers);
        for (int i = 0; i < all.size(); i++) {
            Reader reader = all.get(i);
            long delay = spread.toMillis() * i / all.size();
            var unused =
                    eventLoop.schedule(() -> reader.sink().drain(reconnectAfter.get()), delay, TimeUnit.MILLISECONDS);
        }
        var unused = eventLoop.schedule(() -> told.complete(null), spread.toMillis(), TimeUnit.MILLISECONDS);
        return told;
    }

    private void tick() {
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        for (Reader reader : List.copyOf(readers)) {
            try {
                tick(reader, nanos, millis);
            } catch (RuntimeException failure) {
                end(reader, failure);
            }
        }
    }

    private void tick(Reader reader, long nanos, long millis) {
        if (reader.isExpired(millis)) {
            reader.sink().expired();
        } else if (reader.isIdle(nanos, idleNanos) && reader.sink().isWritable()) {
            reader.touch(nanos);
            reader.sink().idle(reader.place());
        }
    }
}
