package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fourways.dispatch.delivery.recording.Recorder;
import io.fourways.service.database.Database;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.health.contributor.Status;

@Isolated("an error that ends a thread fails whoever awaits something in another class")
class DispatcherLivenessTests {

    private final Recorder recorder = mock(Recorder.class);
    private Dispatcher dispatcher;

    @AfterEach
    void stop() {
        dispatcher.stop();
    }

    private void start(BooleanSupplier ready) {
        Database database = new Database(mock(ConnectionPool.class), Duration.ofSeconds(1), ready);
        Pause pause = new Pause(Duration.ofMillis(1), Duration.ofMillis(1), new Random());
        dispatcher = new Dispatcher(database, mock(Deliveries.class), pause, Clock.systemUTC(), Duration.ofSeconds(1));
        dispatcher.start();
    }

    private Status health() {
        return new DeliveryHealth(dispatcher, recorder).health().getStatus();
    }

    @Test
    void goesOnWhateverARoundFailsWith() {
        AtomicInteger rounds = new AtomicInteger();
        start(() -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("thrown by the test");
        });
        await().until(() -> rounds.get() > 3);
        assertThat(health()).isEqualTo(Status.UP);
    }

    @Test
    void isDownOnceTheThreadHasDied() {
        start(() -> {
            throw new NoClassDefFoundError("thrown by the test");
        });
        await().dontCatchUncaughtExceptions().until(dispatcher::hasDied);
        assertThat(health()).isEqualTo(Status.DOWN);
    }

    @Test
    void isDownOnceNothingIsRecordedAnyMore() {
        start(() -> false);
        assertThat(health()).isEqualTo(Status.UP);
        when(recorder.hasDied()).thenReturn(true);
        assertThat(health()).isEqualTo(Status.DOWN);
    }

    @Test
    void isUpWhenItWasStopped() {
        start(() -> false);
        dispatcher.stop();
        assertThat(health()).isEqualTo(Status.UP);
    }
}
