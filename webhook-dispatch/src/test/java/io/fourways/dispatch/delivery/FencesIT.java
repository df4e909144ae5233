package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class FencesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TestDatabase ALONE = TestDatabase.mortal();

    private final TestDatabase server = ALONE.another();
    private final TravellingClock clock = new TravellingClock();
    private final TravellingClock other = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery first = RunningDelivery.on(server.url(), clock);
    private final Owed owed = new Owed(server).app();

    @AfterEach
    void stop() {
        first.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    @Test
    void twoDispatchersDeliverEverythingOnce() {
        try (RunningDelivery second = RunningDelivery.on(server.url(), clock)) {
            List<String> endpoints = List.of(
                    owed.endpoint(receivers.at("a", 200)),
                    owed.endpoint(receivers.at("b", 200)),
                    owed.endpoint(receivers.at("c", 200)));
            List<String> messages = owed.messages(clock.instant(), 300, endpoints);
            first.raise(endpoints.toArray(String[]::new));
            second.raise(endpoints.toArray(String[]::new));
            awaiting(() -> assertThat(owed.inState(0)).isEqualTo(900));
            for (String path : List.of("a", "b", "c")) {
                assertThat(receivers.received(path)).hasSize(300);
                assertThat(new HashSet<>(receivers.received(path))).isEqualTo(new HashSet<>(messages));
            }
            assertThat(first.count("fourways.dispatch.lease.expired")).isZero();
            assertThat(second.count("fourways.dispatch.lease.expired")).isZero();
        }
    }

    @Test
    void whoComesLateIsKnownButChangesNothing() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint =
                owed.endpoint(receivers.at("a", n -> n == 1 ? Answer.of(500).after(answer.asMono()) : Answer.of(200)));
        owed.message(clock.instant(), endpoint);
        first.raise(endpoint);
        awaiting(() -> assertThat(receivers.received("a")).hasSize(1));
        other.travel(Duration.ofMinutes(2));
        try (RunningDelivery second = RunningDelivery.on(server.url(), other)) {
            awaiting(() -> assertThat(owed.inState(0)).isOne());
            assertThat(second.count("fourways.dispatch.lease.expired")).isOne();
            answer.tryEmitEmpty();
            awaiting(() -> assertThat(first.count("fourways.dispatch.late")).isOne());
        }
        assertThat(owed.inState(0)).isOne();
        assertThat(server.text("SELECT string_agg(response_code::text, ' ' ORDER BY response_code) FROM attempt"))
                .isEqualTo("200 500");
        assertThat(server.text("SELECT attempts || ' ' || fence FROM delivery")).isEqualTo("1 2");
        assertThat(server.text("SELECT succeeded || ' ' || failed || ' ' || attempts FROM endpoint_statistics"))
                .isEqualTo("1 0 2");
        assertThat(server.count("SELECT count(*) FROM endpoint_health")).isZero();
    }

    @Test
    void recordsWhatCameWhileTheDatabaseWasAway() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(200).after(answer.asMono())));
        owed.messages(clock.instant(), 5, List.of(endpoint));
        first.raise(endpoint);
        awaiting(() -> assertThat(receivers.received("a")).hasSize(5));
        server.kill();
        try {
            answer.tryEmitEmpty();
            awaiting(
                    () -> assertThat(first.gauge("fourways.dispatch.in.flight")).isEqualTo(5));
        } finally {
            server.restart();
        }
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(5));
        assertThat(receivers.received("a")).hasSize(5);
        owed.message(clock.instant(), endpoint);
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(6));
    }
}
