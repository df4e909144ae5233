package io.fourways.gateway.fanout;

import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogUnavailableException;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.position.Gap.Reason;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.replay.Page;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.tally.Ending;
import io.fourways.gateway.tally.ReaderMetrics.Source;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings subscriptions that are behind to where their event loop is: in the window entry by entry, behind it page by
 * page, each for as long as its connection takes more. On that loop only.
 */
final class CatchUp {

    /** After so many entries a task gives way to other work of the loop. */
    private static final int BATCH = 256;

    private final EventLoop eventLoop;
    private final Window window;
    private final Replay replay;
    private final Frontier frontier;
    private final Gaps gaps;
    private final Replaying replaying;
    private final Runnable upToWindow;
    private final BiConsumer<Reader, RuntimeException> end;

    /**
     * @param frontier where who has caught up is live
     * @param gaps     tells what cannot be had
     * @param paces    keeps who was given something from having more too soon
     * @param upToWindow brings the loop to the window's end
     * @param end      ends a reader with which something goes wrong
     */
    CatchUp(
            EventLoop eventLoop,
            Window window,
            Replay replay,
            Frontier frontier,
            Gaps gaps,
            Paces paces,
            Runnable upToWindow,
            BiConsumer<Reader, RuntimeException> end) {
        this.eventLoop = eventLoop;
        this.window = window;
        this.replay = replay;
        this.frontier = frontier;
        this.gaps = gaps;
        this.replaying = new Replaying(frontier, gaps, paces);
        this.upToWindow = upToWindow;
        this.end = end;
    }

    /** Sets a new subscription on its way. */
    void begin(Subscription subscription, Beginning beginning) {
        if (beginning.at() instanceof Resolution.Live) {
            goLive(subscription);
        } else if (beginning.generation() != frontier.generation()) {
            startAnew(subscription, requested(subscription, beginning.at()));
        } else if (beginning.at() instanceof Resolution.Gone gone) {
            whenFetched(
                    subscription, CompletableFuture.completedFuture(gone.gap()), gap -> goOnBehind(subscription, gap));
        } else {
            soon(subscription);
        }
    }

    private static String requested(Subscription subscription, Resolution start) {
        return start instanceof Resolution.Gone gone ? gone.gap().requested() : requested(subscription);
    }

    private static String requested(Subscription subscription) {
        return subscription.place().toString();
    }

    /** The log is another: the subscription has a gap and goes on from its beginning. */
    void startAnew(Subscription subscription) {
        startAnew(subscription, requested(subscription));
    }

    private void startAnew(Subscription subscription, String requested) {
        whenFetched(
                subscription, replay.earliest(), earliest -> skipTo(subscription, requested, earliest, Reason.UNKNOWN));
    }

    /** Reads on in a task of its own. */
    private void soon(Subscription subscription) {
        if (!subscription.isScheduled()) {
            subscription.scheduled(true);
            eventLoop.execute(() -> {
                subscription.scheduled(false);
                readOn(subscription);
            });
        }
    }

    /** Reads on from the subscription's place as long as its connection takes more. */
    void readOn(Subscription subscription) {
        if (isToReadOn(subscription)) {
            orEnd(subscription, () -> readOnInWindow(subscription));
        }
    }

    /** Nothing would ever set a subscription on its way again that was thrown out of it: its reader ends, and is told. */
    private void orEnd(Subscription subscription, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            end.accept(subscription.reader(), failure);
        } catch (Error scarcity) {
            end.accept(subscription.reader(), new IllegalStateException("It could not be read on", scarcity));
            throw scarcity;
        }
    }

    private void readOnInWindow(Subscription subscription) {
        long from = window.indexAfter(subscription.handled());
        setOut(subscription, from);
        int given = 0;
        for (int i = 0; i < BATCH && from >= 0 && from < frontier.next() && takesMore(subscription); i++, from++) {
            LogEntry entry = window.acquire(from);
            if (entry == null) {
                from = -1;
                break;
            }
            try {
                given += replaying.give(subscription, entry) ? 1 : 0;
            } finally {
                entry.release();
            }
        }
        flush(subscription, Source.WINDOW, given);
        if (isToReadOn(subscription)) { // flushing may have made room, and may so have read on already
            goOn(subscription, from);
        }
    }

    private static boolean takesMore(Subscription subscription) {
        return !subscription.isClosed() && subscription.reader().sink().isWritable();
    }

    /** @param from the first index to read, as {@link Window#indexAfter} has it */
    private void setOut(Subscription subscription, long from) {
        if (from < frontier.next() && !subscription.isPutOff() && subscription.setsOut()) {
            subscription.reader().metrics().catchesUp(from < 0 ? Source.LOG : Source.WINDOW);
        }
    }

    private static void flush(Subscription subscription, Source from, int given) {
        Reader reader = subscription.reader();
        if (!subscription.isPutOff()) {
            reader.metrics().caughtUp(from, given);
        }
        reader.flush(System.nanoTime());
        reader.tally().flushed();
    }

    private boolean isToReadOn(Subscription subscription) {
        return !subscription.isClosed()
                && !subscription.isLive()
                && !subscription.isWaiting()
                && !subscription.isResting()
                && !subscription.isTelling()
                && !frontier.isOfAnotherLog();
    }

    private void goOn(Subscription subscription, long from) {
        if (from >= frontier.next()) {
            goLive(subscription);
        } else if (!takesMore(subscription)) {
            waitForRoom(subscription);
        } else if (from < 0) {
            readBehindWindow(subscription);
        } else {
            soon(subscription);
        }
    }

    /** Who was only put off lags from now on. */
    private static void waitForRoom(Subscription subscription) {
        if (subscription.isPutOff()) {
            subscription.miss();
            subscription.markTooSlow();
            subscription.reader().metrics().fellBehind();
        }
    }

    private void goLive(Subscription subscription) {
        gaps.tellMissed(subscription, frontier.place());
        if (subscription.isClosed()) {
            return;
        }
        boolean hasCaughtUp = !subscription.isPutOff();
        subscription.goLive();
        if (hasCaughtUp) {
            subscription.reader().metrics().wentLive();
            subscription.reader().sink().caughtUp();
        }
    }

    private void readBehindWindow(Subscription subscription) {
        long handled = subscription.handled();
        whenFetched(
                subscription,
                subscription.isBeingServed() ? replay.furtherAfter(handled) : replay.after(handled),
                page -> arrived(subscription, page));
    }

    private void arrived(Subscription subscription, Page page) {
        subscription.serve();
        Cursor begin = page.begin();
        if (begin != null && page.hasForgottenAfter(subscription.handled())) {
            skipTo(subscription, requested(subscription), begin, Reason.OVERRUN);
        } else {
            replayPage(subscription, page);
        }
    }

    /**
     * Goes on, on this loop, when what the subscription needs has come, unless it needs that no more. What is read behind the window
     * may lie beyond a loop that the window was faster than: the loop must know before anybody goes on from there.
     */
    private <T> void whenFetched(Subscription subscription, CompletableFuture<T> answer, Consumer<T> then) {
        int number = subscription.ask();
        var unused = answer.whenCompleteAsync(
                (value, failure) -> {
                    if (!subscription.isClosed()) {
                        orEnd(
                                subscription,
                                () -> fetched(subscription, number, () -> take(subscription, value, failure, then)));
                    }
                },
                eventLoop);
    }

    private void fetched(Subscription subscription, int number, Runnable take) {
        upToWindow.run();
        if (subscription.takesAnswer(number) && !subscription.isClosed() && !frontier.isOfAnotherLog()) {
            take.run();
        }
    }

    private static <T> void take(Subscription subscription, T value, @Nullable Throwable failure, Consumer<T> then) {
        if (failure == null) {
            then.accept(value);
        } else {
            fail(subscription.reader(), causeOf(failure));
        }
    }

    private static void fail(Reader reader, Throwable cause) {
        reader.ends(cause instanceof LogUnavailableException ? Ending.UNAVAILABLE : Ending.FAILED);
        reader.sink().failed(cause);
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void replayPage(Subscription subscription, Page page) {
        int given = 0;
        for (LogEntry entry : page.after(subscription.handled())) {
            if (!takesMore(subscription)) {
                break;
            }
            given += replaying.give(subscription, entry) ? 1 : 0;
        }
        if (page.after(subscription.handled()).isEmpty()) {
            subscription.passHoles(page.end() - 1);
        }
        flush(subscription, Source.LOG, given);
        soon(subscription);
    }

    private void skipTo(Subscription subscription, String requested, Cursor earliest, Reason reason) {
        subscription.skipTo(frontier.generation(), earliest);
        goOnBehind(subscription, new Gap(requested, earliest, frontier.place(), reason));
    }

    private void goOnBehind(Subscription subscription, Gap gap) {
        gaps.tell(subscription, gap);
        readOn(subscription);
    }
}
