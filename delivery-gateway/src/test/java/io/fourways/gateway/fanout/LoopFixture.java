package io.fourways.gateway.fanout;

import io.fourways.contract.Logs;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.EntryDecoder;
import io.fourways.gateway.log.Events;
import io.fourways.gateway.log.Identities;
import io.fourways.gateway.log.InMemoryLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.log.LogTail;
import io.fourways.gateway.log.Window;
import io.fourways.gateway.policy.Policies;
import io.fourways.gateway.position.Beginning;
import io.fourways.gateway.position.Resolution;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.tally.FanoutMetrics;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Random;

/** One loop's fan-out over a log in memory, in which nothing happens but what the test makes happen. */
final class LoopFixture {

    final ManualEventLoop eventLoop = new ManualEventLoop();
    final ManualExecutor threads = new ManualExecutor();
    final InMemoryLog log = new InMemoryLog();
    final Window window;
    final Replay replay;
    final LogTail tail;
    final Audience audience = new Audience();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final LoopFanout fanout;
    private final Random random;

    /** What its clock says. */
    long nanos;

    /** The newest event's cursor. */
    Cursor newest;

    LoopFixture(int windowEvents) {
        this(windowEvents, new Random(1));
    }

    LoopFixture(int windowEvents, EventSpans spans) {
        this(windowEvents, new Random(1), Policies.NONE, spans);
    }

    LoopFixture(int windowEvents, Random random) {
        this(windowEvents, random, Policies.NONE);
    }

    LoopFixture(int windowEvents, Random random, Policies policies) {
        this(windowEvents, random, policies, EventSpans.OFF);
    }

    private LoopFixture(int windowEvents, Random random, Policies policies, EventSpans spans) {
        this(windowEvents, random, policies, spans, Coalescing.NONE, false);
    }

    LoopFixture(int windowEvents, Coalescing coalescing, Policies policies) {
        this(windowEvents, new Random(1), policies, EventSpans.OFF, coalescing, false);
    }

    private LoopFixture(
            int windowEvents,
            Random random,
            Policies policies,
            EventSpans spans,
            Coalescing coalescing,
            boolean tight) {
        this.random = random;
        window = new Window(windowEvents, Long.MAX_VALUE);
        replay = tight ? Replays.tight(log, window, threads) : Replays.of(log, window, threads, policies);
        tail = new LogTail(
                window,
                new EntryDecoder(
                        Logs.DEFAULT, new UnpooledByteBufAllocator(false, true), new Identities(100), policies, spans),
                meters);
        fanout = new LoopFanout(
                eventLoop,
                window,
                replay,
                audience.ofLoop(),
                new FanoutMetrics(meters, spans),
                coalescing,
                () -> nanos,
                0);
        tail.addListener(new LogTail.Listener() {
            @Override
            public void appended(LogEntry entry) {
                newest = entry.cursor();
                fanout.appended(entry);
            }

            @Override
            public void replaced() {
                replay.clear();
                fanout.replaced();
            }
        });
        log.follow(1000, tail);
    }

    /** One for which one place of the log is read while another waits. */
    static LoopFixture withShortLine(int windowEvents) {
        return new LoopFixture(windowEvents, new Random(1), Policies.NONE, EventSpans.OFF, Coalescing.NONE, true);
    }

    static Beginning live() {
        return new Beginning(0, new Resolution.Live());
    }

    /** Behind a place of the log that the window holds now. */
    Beginning behind(Cursor place) {
        return new Beginning(window.generation(), new Resolution.Behind(place));
    }

    Cursor append(String channel) {
        log.append(Events.on(channel));
        return newest;
    }

    void append(String channel, int times) {
        for (int i = 0; i < times; i++) {
            append(channel);
        }
    }

    /** Does one thing that is waiting to be done, on the loop or elsewhere; false when there is none. */
    boolean step() {
        return random.nextBoolean()
                ? eventLoop.runOne() || threads.runAny(random)
                : threads.runAny(random) || eventLoop.runOne();
    }

    void settle() {
        for (int i = 0; step(); i++) {
            if (i > 100_000) {
                throw new IllegalStateException("does not come to rest");
            }
        }
    }
}
