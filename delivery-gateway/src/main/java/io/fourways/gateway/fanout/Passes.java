package io.fourways.gateway.fanout;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * When an event loop hands out what has come: as soon as it can when there is something, all in one task, and not before
 * it has {@linkplain Coalescing rested} from handing out the last. On that loop only, but for {@link #signal()}.
 */
final class Passes {

    private final EventLoop eventLoop;
    private final Coalescing coalescing;
    private final LongSupplier clock;
    private final BooleanSupplier pass;
    private final Runnable resting;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private long ended;
    private long rest;

    /**
     * @param clock   in nanoseconds
     * @param pass    hands out; true when there is more already
     * @param resting called when events are left to gather
     */
    Passes(EventLoop eventLoop, Coalescing coalescing, LongSupplier clock, BooleanSupplier pass, Runnable resting) {
        this.eventLoop = eventLoop;
        this.coalescing = coalescing;
        this.clock = clock;
        this.pass = pass;
        this.resting = resting;
    }

    /** There is something to hand out. From any thread. */
    void signal() {
        if (!signalled.get() && signalled.compareAndSet(false, true)) {
            eventLoop.execute(this::next);
        }
    }

    private void next() {
        long left = rest == 0 ? 0 : ended + rest - clock.getAsLong();
        if (left > 0) {
            resting.run();
            var unused = eventLoop.schedule(this::run, left, TimeUnit.NANOSECONDS);
        } else {
            run();
        }
    }

    private void run() {
        signalled.set(false);
        long began = clock.getAsLong();
        boolean more = pass.getAsBoolean();
        ended = clock.getAsLong();
        rest = more ? 0 : coalescing.after(ended - began);
        if (more) {
            signal();
        }
    }
}
