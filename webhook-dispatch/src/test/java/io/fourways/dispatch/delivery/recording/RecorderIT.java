package io.fourways.dispatch.delivery.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.contract.Event;
import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.Owed;
import io.fourways.dispatch.isolation.CircuitBreaker;
import io.fourways.dispatch.isolation.IsolationProperties;
import io.fourways.dispatch.outbox.Outbox;
import io.fourways.system.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class RecorderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase server = TestDatabase.create();
    private final RunningDatabase running = RunningDatabase.on(server);
    private final List<Settled> told = new CopyOnWriteArrayList<>();
    private final FailingOutbox outbox = new FailingOutbox();

    @AfterEach
    void stop() {
        running.close();
    }

    private Recorder recorder() {
        IsolationProperties isolation = Binder.get(new MockEnvironment())
                .bindOrCreate("fourways.dispatch.isolation", IsolationProperties.class);
        Recording recording = new Recording(
                running.working(),
                new CircuitBreaker(isolation, Duration.ofHours(60), new Random()),
                new Consequences(outbox, Duration.ofDays(5)));
        Recorder recorder = new Recorder(
                recording,
                new RetrySchedule(List.of(), 0, new Random()),
                Duration.ofHours(1),
                Duration.ofMillis(1),
                new RecordingMetrics(new SimpleMeterRegistry()));
        recorder.tell(told::addAll);
        return recorder;
    }

    /** The driver's thread lets it through as well: it is the transaction's deadline that ends it. */
    @Test
    void goesOnAfterAnErrorInTheMiddleOfATransaction() {
        running.awaitReady();
        Owed owed = new Owed(server).app();
        String endpoint = owed.endpoint("http://localhost/");
        Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String message = owed.message(at, endpoint);
        server.execute("UPDATE delivery SET leased = true, fence = 1");
        Instant createdAt = at.plusNanos(1000);

        Recorder recorder = recorder();
        recorder.record(Attempts.of(message, createdAt, endpoint, 500));
        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        assertThat(outbox.writes.get()).isGreaterThan(1);
        assertThat(told).singleElement().matches(Settled::current);
        assertThat(owed.inState(2)).isOne();
        assertThat(owed.attempts()).isOne();
        assertThat(recorder.hasDied()).isFalse();
    }

    /** It fails once, as if a class could not be loaded. */
    private static final class FailingOutbox implements Outbox {

        private final AtomicInteger writes = new AtomicInteger();

        @Override
        public Mono<Void> write(DatabaseClient client, List<Event> events) {
            if (writes.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("thrown by the test");
            }
            return Mono.empty();
        }

        @Override
        public void raise() {}
    }
}
