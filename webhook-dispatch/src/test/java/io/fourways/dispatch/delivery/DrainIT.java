package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A dispatcher that is stopped in order. */
class DrainIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final Owed owed = new Owed(server);

    @AfterEach
    void stop() {
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    @Test
    void finishesAndRecordsWhatIsUnderWayAndBeginsNothingNew() {
        RunningDelivery first = RunningDelivery.on(server.url(), clock, "delivery.drain=50s");
        Sinks.Empty<Void> answer = Sinks.empty();
        String slow = owed.app()
                .endpoint(
                        receivers.at("slow", n -> n <= 2 ? Answer.of(200).after(answer.asMono()) : Answer.of(200)),
                        "concurrency = 2");
        String other = owed.endpoint(receivers.at("other", 200));
        List<String> messages = owed.messages(clock.instant(), 5, List.of(slow));
        first.raise(slow);
        awaiting(() -> assertThat(receivers.received("slow")).hasSize(2));

        Dispatcher dispatcher = first.get(Dispatcher.class);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(first::close);
        awaiting(() -> assertThat(dispatcher.isRunning()).isFalse());
        String late = owed.message(clock.instant(), other);
        dispatcher.raise(List.of(slow, other));
        assertThat(stopped).isNotDone();
        answer.tryEmitEmpty();
        stopped.join();

        assertThat(owed.inState(0)).isEqualTo(2);
        assertThat(owed.attempts()).isEqualTo(2);
        assertThat(server.count("SELECT count(*) FROM delivery WHERE leased")).isZero();
        assertThat(receivers.received("slow")).hasSize(2);
        assertThat(receivers.received("other")).isEmpty();

        try (RunningDelivery second = RunningDelivery.on(server.url(), clock)) {
            awaiting(() -> assertThat(owed.inState(0)).isEqualTo(6));
            assertThat(second.count("fourways.dispatch.lease.expired")).isZero();
        }
        assertThat(receivers.received("slow")).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(receivers.received("other")).containsExactly(late);
    }

    @Test
    void leavesWhatIsNotOverInTimeToAnotherOneOnceItsLeaseHasEnded() {
        RunningDelivery first = RunningDelivery.on(server.url(), clock, "delivery.drain=100ms");
        String endpoint = owed.app()
                .endpoint(receivers.at("a", n -> n == 1 ? Answer.of(200).after(Mono.never()) : Answer.of(200)));
        String hanging = owed.message(clock.instant(), endpoint);
        first.raise(endpoint);
        awaiting(() -> assertThat(receivers.received("a")).containsExactly(hanging));
        first.close();

        assertThat(server.text("SELECT state || ' ' || attempts || ' ' || leased FROM delivery"))
                .isEqualTo("1 0 true");
        try (RunningDelivery second = RunningDelivery.on(server.url(), clock)) {
            String next = owed.message(clock.instant(), endpoint);
            second.raise(endpoint);
            awaiting(() -> assertThat(owed.inState(0)).isOne());
            assertThat(receivers.received("a")).containsExactly(hanging, next);
            clock.travel(Duration.ofMinutes(2));
            awaiting(() -> assertThat(owed.inState(0)).isEqualTo(2));
            assertThat(second.count("fourways.dispatch.lease.expired")).isOne();
        }
        assertThat(receivers.received("a")).endsWith(hanging).hasSize(3);
    }
}
