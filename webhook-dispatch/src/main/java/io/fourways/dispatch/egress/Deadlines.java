package io.fourways.dispatch.egress;

import io.fourways.dispatch.egress.Reply.Cause;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The time that one request still has: each part of it begins a deadline, which replaces the one before, and none is later
 * than the one of the whole. There is one timer for all of them, set anew only for a deadline that comes sooner: most requests
 * are over before. Safe for any thread.
 */
final class Deadlines {

    private final EgressProperties limits;
    private final Scheduler scheduler = Schedulers.parallel();
    private final Disposable.Swap timer = Disposables.swap();
    private final Sinks.One<Cause> missed = Sinks.one();
    private final long began = System.nanoTime();
    private Cause next = Cause.TIMEOUT_WHOLE;
    private long nextAt;
    private long timerAt;

    private Deadlines(EgressProperties limits) {
        this.limits = limits;
    }

    /** A request begins now, with its connection. */
    static Deadlines connecting(EgressProperties limits) {
        Deadlines deadlines = new Deadlines(limits);
        deadlines.within(limits.connect(), Cause.TIMEOUT_CONNECT);
        return deadlines;
    }

    /** There is a connection: the status is waited for. */
    void connected() {
        within(limits.firstByte(), Cause.TIMEOUT_FIRST_BYTE);
    }

    /** There is a status: the rest is waited for. */
    void answered() {
        within(limits.whole(), Cause.TIMEOUT_WHOLE);
    }

    /** The deadline that was missed first. */
    Mono<Cause> missed() {
        return missed.asMono();
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void stop() {
        timer.dispose();
    }

    private synchronized void within(Duration part, Cause cause) {
        long now = System.nanoTime();
        long partEnds = now + part.toNanos();
        long wholeEnds = began + limits.whole().toNanos();
        boolean partEndsFirst = partEnds - wholeEnds < 0;
        next = partEndsFirst ? cause : Cause.TIMEOUT_WHOLE;
        nextAt = partEndsFirst ? partEnds : wholeEnds;
        if (timer.get() == null || nextAt - timerAt < 0) {
            await(now);
        }
    }

    /** A deadline that was replaced by a later one is not missed: what is left to the later one is waited for. */
    private synchronized void look() {
        long now = System.nanoTime();
        if (nextAt - now > 0) {
            await(now);
        } else {
            missed.tryEmitValue(next);
        }
    }

    private void await(long now) {
        timerAt = nextAt;
        timer.update(scheduler.schedule(this::look, Math.max(0, nextAt - now), TimeUnit.NANOSECONDS));
    }
}
