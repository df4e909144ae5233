package io.fourways.service.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fourways.service.database.Database;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class SharedWorkerTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Work work = new Work();
    private final SharedWorker worker = new SharedWorker("A test's work", work);

    @BeforeEach
    void takeTheClock() {
        VirtualTimeScheduler.set(time);
    }

    @AfterEach
    void giveTheClockBack() {
        worker.stop();
        VirtualTimeScheduler.reset();
    }

    private void startAndWait(Duration duration) {
        worker.start();
        time.advanceTimeBy(duration);
    }

    /** What it says when it is asked, one after the other, and nothing then. */
    private static final class Work implements SharedWork {

        private final Queue<Mono<String>> batches = new ArrayDeque<>();
        private Mono<Duration> next = Mono.empty();
        private final AtomicInteger asked = new AtomicInteger();
        private final List<String> postponed = new ArrayList<>();
        private boolean takes = true;

        @Override
        public Mono<?> advance(Consumer<String> taken) {
            int number = asked.incrementAndGet();
            if (takes) {
                taken.accept("work-" + number);
            }
            return batches.isEmpty() ? Mono.empty() : batches.remove();
        }

        @Override
        public Mono<Duration> next() {
            return next;
        }

        @Override
        public Mono<Void> postpone(String id) {
            return Mono.fromRunnable(() -> postponed.add(id));
        }
    }

    @Test
    void goesOnAtOnceWhileThereIsSomethingToDo() {
        work.next = Mono.just(Duration.ZERO);
        work.batches.add(Mono.just("one"));
        work.batches.add(Mono.just("two"));
        startAndWait(Duration.ofMillis(1));
        assertThat(work.asked).hasValue(3);
    }

    @Test
    void restsALittleWhenAnotherInstanceWorksOnWhatThereIs() {
        work.next = Mono.just(Duration.ZERO);
        startAndWait(Duration.ofMillis(49));
        assertThat(work.asked).hasValue(1);
        time.advanceTimeBy(Duration.ofMillis(2));
        assertThat(work.asked).hasValue(2);
    }

    @Test
    void restsUntilSomethingHasItsTurn() {
        work.next = Mono.just(Duration.ofMillis(400));
        startAndWait(Duration.ofMillis(399));
        assertThat(work.asked).hasValue(1);
        time.advanceTimeBy(Duration.ofMillis(2));
        assertThat(work.asked).hasValue(2);
    }

    @Test
    void looksEverySecondAtLeast() {
        work.next = Mono.just(Duration.ofHours(1));
        startAndWait(Duration.ofMillis(1001));
        assertThat(work.asked).hasValue(2);
        work.next = Mono.empty();
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(work.asked).hasValue(4);
    }

    @Test
    void putsOffWhatFails() {
        work.batches.add(Mono.error(new IllegalStateException("thrown by the test")));
        startAndWait(Duration.ofMillis(1001));
        assertThat(work.postponed).containsExactly("work-1");
        assertThat(work.asked).hasValue(2);
    }

    @Test
    void putsOffWhatTheDatabaseTakesTooLongFor() {
        work.batches.add(away());
        startAndWait(Duration.ofMillis(1));
        assertThat(work.postponed).containsExactly("work-1");
    }

    @Test
    void putsNothingOffWhileTheDatabaseIsAway() {
        work.takes = false;
        work.batches.add(away());
        startAndWait(Duration.ofMillis(1001));
        assertThat(work.postponed).isEmpty();
        assertThat(work.asked).hasValue(2);
    }

    private static Mono<String> away() {
        ConnectionPool connections = mock();
        when(connections.create()).thenReturn(Mono.never());
        return new Database(connections, Duration.ofSeconds(1), () -> false)
                .inTransaction(client -> Mono.just("never"));
    }

    @Test
    void endsWhenStopped() {
        startAndWait(Duration.ofMillis(1));
        worker.stop();
        time.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(work.asked).hasValue(1);
        assertThat(worker.isRunning()).isFalse();
    }
}
