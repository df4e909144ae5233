package io.fourways.service.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

@Isolated("takes the clock of all schedulers")
class ScheduleTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger turns = new AtomicInteger();
    private final List<String> reported = new ArrayList<>();

    @BeforeEach
    void takeTheClock() {
        VirtualTimeScheduler.set(time);
    }

    @AfterEach
    void giveTheClockBack() {
        VirtualTimeScheduler.reset();
    }

    private Schedule start(Duration delay, Mono<Void> task) {
        Mono<Void> counted = Mono.fromRunnable(turns::incrementAndGet).then(task);
        Schedule schedule = new Schedule(delay, MINUTE, () -> counted, failure -> reported.add(failure.getMessage()));
        schedule.start();
        time.advanceTimeBy(Duration.ofMillis(1));
        return schedule;
    }

    @Test
    void beginsAfterItsDelay() {
        start(Duration.ZERO, Mono.empty());
        assertThat(turns).hasValue(1);
        start(MINUTE, Mono.empty());
        assertThat(turns).hasValue(1);
    }

    @Test
    void takesATurnEveryTime() {
        start(MINUTE, Mono.empty());
        time.advanceTimeBy(Duration.ofMinutes(3));
        assertThat(turns).hasValue(3);
    }

    @Test
    void doesNotMakeUpForTheTurnsThatItMissed() {
        Sinks.Empty<Void> end = Sinks.empty();
        start(Duration.ZERO, end.asMono());
        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(turns).hasValue(1);
        end.tryEmitEmpty();
        assertThat(turns).hasValue(2);
        time.advanceTimeBy(MINUTE);
        assertThat(turns).hasValue(3);
    }

    @Test
    void goesOnAfterWhatFailed() {
        start(MINUTE, Mono.error(new IllegalStateException("thrown by the test")));
        time.advanceTimeBy(Duration.ofMinutes(2));
        assertThat(turns).hasValue(2);
        assertThat(reported).containsExactly("thrown by the test", "thrown by the test");
    }

    @Test
    void endsWhenStopped() {
        Schedule schedule = start(MINUTE, Mono.empty());
        assertThat(schedule.isRunning()).isTrue();
        schedule.stop();
        time.advanceTimeBy(Duration.ofMinutes(3));
        assertThat(turns).hasValue(0);
        assertThat(schedule.isRunning()).isFalse();
    }
}
