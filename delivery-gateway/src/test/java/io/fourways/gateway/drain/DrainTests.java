package io.fourways.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourways.gateway.fanout.Fanout;
import io.fourways.gateway.fanout.ManualEventLoop;
import io.fourways.gateway.fanout.Reader;
import io.fourways.gateway.fanout.Sink;
import io.fourways.gateway.log.Cursor;
import io.fourways.gateway.log.FollowedLog;
import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.position.Gap;
import io.fourways.gateway.replay.Replay;
import io.fourways.gateway.replay.Replays;
import io.fourways.gateway.way.Way;
import io.fourways.service.problem.ProblemException;
import io.fourways.service.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class DrainTests {

    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration MAX_DELAY = Duration.ofSeconds(2);

    private final FollowedLog log = new FollowedLog(10);
    private final Replay replay = Replays.of(log.log(), log.window());
    private final Fanout fanout =
            new Fanout(log.window(), replay, Duration.ofHours(1), new SimpleMeterRegistry(), EventSpans.OFF);
    private final Drain drain = new Drain(fanout, new DrainProperties(TIME, MAX_DELAY));
    private final ManualEventLoop one = new ManualEventLoop();
    private final ManualEventLoop other = new ManualEventLoop();
    private final List<Duration> told = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    @AfterEach
    void stop() {
        replay.close();
    }

    @Test
    void showsThatItIsUnderWay() {
        MeterRegistry registry = new SimpleMeterRegistry();
        new DrainMetrics(drain).bindTo(registry);
        assertThat(registry.get("fourways.gateway.draining").gauge().value()).isZero();

        begin();

        assertThat(registry.get("fourways.gateway.draining").gauge().value()).isEqualTo(1);
    }

    @Test
    void sendsReadersAwayOneAfterTheOtherOverItsTime() {
        open(one, 500);
        open(other, 500);
        begin();

        for (int second = 1; second <= 5; second++) {
            pass(1, TimeUnit.SECONDS);
            assertThat(told).as("after %s s", second).hasSizeBetween(second * 200, second * 200 + 2);
        }
        assertThat(ended).hasValue(1);
    }

    @Test
    void takesLessTimeForFew() {
        open(one, 10);
        begin();

        pass(50, TimeUnit.MILLISECONDS);
        assertThat(told).hasSizeBetween(5, 6);
        assertThat(ended).hasValue(0);
        pass(50, TimeUnit.MILLISECONDS);
        assertThat(told).hasSize(10);
        assertThat(ended).hasValue(1);
    }

    @Test
    void tellsEachATimeOfItsOwnToComeBack() {
        open(one, 200);
        begin();
        pass(5, TimeUnit.SECONDS);

        assertThat(told).hasSize(200).allMatch(delay -> !delay.isNegative() && delay.compareTo(MAX_DELAY) <= 0);
        assertThat(told.stream().filter(delay -> delay.compareTo(MAX_DELAY.dividedBy(2)) < 0))
                .as("in the first half")
                .hasSizeBetween(60, 140);
    }

    @Test
    void endsAtOnceWhenNobodyIsThere() {
        drain.start();
        drain.stop(ended::incrementAndGet);
        assertThat(ended).hasValue(1);
    }

    @Test
    void takesNoNewReadersFromItsBeginOn() {
        open(one, 1000);
        drain.start();
        assertThat(drain.isRunning()).isTrue();
        assertThatCode(drain::refuseWhileDraining).doesNotThrowAnyException();

        drain.stop(ended::incrementAndGet);

        assertThat(drain.isRunning()).isFalse();
        assertThat(ended).hasValue(0);
        assertThatThrownBy(drain::refuseWhileDraining).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.getStatusCode().value()).isEqualTo(503);
            assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/draining");
            assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        });
    }

    @Test
    void tellsAReaderThatWasOnItsWayInWhenItBegan() {
        open(one, 10);
        begin();
        open(one, 1);
        open(other, 1);
        pass(0, TimeUnit.SECONDS);

        assertThat(told).as("the first of ten, and the two that came late").hasSize(3);
        pass(100, TimeUnit.MILLISECONDS);
        assertThat(told).hasSize(12);
        assertThat(ended).hasValue(1);
    }

    @Test
    void tellsNobodyWhoHasGoneMeanwhile() {
        Reader gone = fanout.open(one, new Told());
        open(one, 9);
        begin();
        gone.close();
        pass(100, TimeUnit.MILLISECONDS);

        assertThat(told).hasSize(9);
    }

    @Test
    void goesAwayTogetherWithTheServersGracefulShutdown() {
        assertThat(drain.getPhase()).isEqualTo(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    private void begin() {
        drain.start();
        drain.stop(ended::incrementAndGet);
        // the readers are counted on each loop, then told on each
        for (int i = 0; i < 10; i++) {
            one.runAll();
            other.runAll();
        }
    }

    private void pass(long amount, TimeUnit unit) {
        one.pass(amount, unit);
        other.pass(amount, unit);
    }

    private void open(ManualEventLoop eventLoop, int readers) {
        for (int i = 0; i < readers; i++) {
            fanout.open(eventLoop, new Told());
        }
    }

    /** A reader that is told nothing but to go. */
    private final class Told implements Sink {

        @Override
        public void drain(Duration reconnectAfter) {
            told.add(reconnectAfter);
        }

        @Override
        public Way way() {
            return Way.SSE;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public int write(LogEntry entry) {
            throw new AssertionError("nothing happens");
        }

        @Override
        public void flush() {
            throw new AssertionError("nothing was written");
        }

        @Override
        public void gap(Gap gap) {
            throw new AssertionError("nothing is missing");
        }

        @Override
        public int idle(@Nullable Cursor place) {
            throw new AssertionError("an hour has not passed");
        }

        @Override
        public void expired() {
            throw new AssertionError("nobody's credentials end");
        }

        @Override
        public void tooSlow() {
            throw new AssertionError("nothing happens");
        }

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
