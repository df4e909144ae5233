package io.fourways.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PassesTests {

    private final ManualEventLoop eventLoop = new ManualEventLoop();
    private final AtomicInteger passed = new AtomicInteger();
    private Runnable atTheEnd = () -> {};
    private boolean more;
    private long nanos;
    private final Passes passes =
            new Passes(eventLoop, new Coalescing(1, Duration.ofMillis(20)), () -> nanos, this::pass, () -> {});

    @Test
    void areOneForAllSignalsBeforeIt() {
        passes.signal();
        passes.signal();
        eventLoop.runAll();
        assertThat(passed).hasValue(1);
    }

    @Test
    void areOneMoreForASignalAtTheVeryEndOfTheLast() {
        atTheEnd = this::signalOnce;
        passes.signal();
        eventLoop.runAll();
        assertThat(passed).hasValue(2);
    }

    @Test
    void followEachOtherWithoutARestWhileThereIsMore() {
        more = true;
        atTheEnd = () -> {
            nanos += TimeUnit.MILLISECONDS.toNanos(5);
            more = passed.get() < 3;
        };
        passes.signal();
        eventLoop.runAll();
        assertThat(passed).hasValue(3);
    }

    @Test
    void areOneForAllSignalsInARest() {
        atTheEnd = () -> nanos += TimeUnit.MILLISECONDS.toNanos(5);
        passes.signal();
        eventLoop.runAll();
        for (int i = 0; i < 10; i++) {
            passes.signal();
            eventLoop.runAll();
        }
        assertThat(passed).hasValue(1);

        eventLoop.pass(5, TimeUnit.MILLISECONDS);
        assertThat(passed).hasValue(2);
    }

    private void signalOnce() {
        atTheEnd = () -> {};
        passes.signal();
    }

    private boolean pass() {
        passed.incrementAndGet();
        atTheEnd.run();
        return more;
    }
}
