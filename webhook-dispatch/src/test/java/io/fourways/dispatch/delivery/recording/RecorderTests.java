package io.fourways.dispatch.delivery.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fourways.service.database.DatabaseUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Isolated("an error that ends a thread fails whoever awaits something in another class")
class RecorderTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Recording recording = mock(Recording.class);
    private final List<Settled> told = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder(
            recording,
            new RetrySchedule(List.of(), 0, new Random()),
            Duration.ofHours(1),
            Duration.ofMillis(1),
            new RecordingMetrics(new SimpleMeterRegistry()));

    private static List<Settled> settled(List<Judged> results) {
        return results.stream()
                .map(result -> new Settled(result.attempt(), true, null, null))
                .toList();
    }

    private void record() {
        recorder.record(Attempts.of("msg_1", NOW, "ep_1", 200));
    }

    @Test
    void goesOnWhateverATransactionFailsWith() {
        AtomicInteger transactions = new AtomicInteger();
        recorder.tell(told::addAll);
        when(recording.record(any())).thenAnswer(call -> {
            int n = transactions.incrementAndGet();
            if (n == 1) {
                throw new IllegalStateException("thrown by the test");
            }
            return n < 5 ? Mono.error(mock(DatabaseUnavailable.class)) : Mono.just(settled(call.getArgument(0)));
        });
        record();
        record();
        await().until(() -> told.size() == 2);
        assertThat(told).extracting(Settled::current).containsExactly(false, true);
        assertThat(recorder.hasDied()).isFalse();
    }

    @Test
    void recordsFewerAtOnceWhenSoManyTakeTooLong() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        recorder.tell(told::addAll);
        when(recording.record(any())).thenAnswer(call -> {
            List<Judged> results = call.getArgument(0);
            return Mono.fromFuture(first)
                    .then(
                            results.size() > 30
                                    ? Mono.error(mock(DatabaseUnavailable.class))
                                    : Mono.just(settled(results)));
        });
        for (int i = 0; i < 200; i++) {
            record();
        }
        first.complete(null);
        await().until(() -> told.size() == 200);
        assertThat(told).allMatch(Settled::current);
    }

    @Test
    void recordsNoMoreAtOnceThanABoundedSizeOfAnswers() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        recorder.tell(told::addAll);
        when(recording.record(any())).thenAnswer(call -> {
            List<Judged> results = call.getArgument(0);
            sizes.add(results.size());
            return Mono.fromFuture(first).then(Mono.just(settled(results)));
        });
        String answer = "x".repeat(64 * 1024);
        for (int i = 0; i < 200; i++) {
            recorder.record(Attempts.of("msg_1", NOW, "ep_1", 200, answer));
        }
        first.complete(null);
        await().until(() -> told.size() == 200);
        assertThat(sizes).hasSizeLessThan(10).allMatch(size -> size <= 64);
    }

    @Test
    void goesOnWhenNobodyCouldBeTold() {
        when(recording.record(any())).thenAnswer(call -> Mono.just(settled(call.getArgument(0))));
        recorder.tell(settled -> {
            told.addAll(settled);
            throw new IllegalStateException("thrown by the test");
        });
        record();
        record();
        assertThat(told).hasSize(2);
        assertThat(recorder.hasDied()).isFalse();
    }

    @Test
    void isKnownToHaveDiedOfAnErrorThatItBeganWith() {
        when(recording.record(any())).thenThrow(new NoClassDefFoundError("thrown by the test"));
        assertThatThrownBy(this::record).isInstanceOf(NoClassDefFoundError.class);
        assertThat(recorder.hasDied()).isTrue();
    }

    @Test
    void isKnownToHaveDiedOfAnErrorOnAnotherThread() {
        when(recording.record(any()))
                .thenAnswer(call -> Mono.just(settled(call.getArgument(0))).publishOn(Schedulers.parallel()));
        recorder.tell(settled -> {
            throw new NoClassDefFoundError("thrown by the test");
        });
        record();
        await().until(recorder::hasDied);
    }
}
