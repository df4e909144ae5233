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
 * than the one of the whole. Safe for any thread.
 */
final class Deadlines {

    private final EgressProperties limits;
    private final Scheduler scheduler = Schedulers.parallel();
    private final Disposable.Swap timer = Disposables.swap();
    private final Sinks.One<Cause> missed = Sinks.one();
    private final long began = System.nanoTime();

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

    private void within(Duration part, Cause cause) {
        Duration left = limits.whole().minus(took());
        boolean partEndsFirst = part.compareTo(left) < 0;
        Cause missedFirst = partEndsFirst ? cause : Cause.TIMEOUT_WHOLE;
        long delay = Math.max(0, (partEndsFirst ? part : left).toNanos());
        timer.update(scheduler.schedule(() -> missed.tryEmitValue(missedFirst), delay, TimeUnit.NANOSECONDS));
    }
}
