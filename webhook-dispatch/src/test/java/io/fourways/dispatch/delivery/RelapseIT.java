package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint that fails again soon after its circuit breaker has closed. */
class RelapseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher = RunningDelivery.on(
            server.url(), clock, "isolation.ramp=1h", "isolation.open-for=10m", "isolation.longest-open=10h");
    private final Owed owed = new Owed(server).app();
    private final AtomicInteger status = new AtomicInteger(500);

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    /** Minutes for which nothing is sent any more, since the last attempt. */
    private long awaitOpen() {
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM endpoint_health WHERE open_until > '"
                        + clock.instant() + "' AND opened > 0"))
                .isOne());
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM delivery WHERE leased"))
                .isZero());
        return server.count(
                "SELECT extract(epoch FROM max(open_until) - (SELECT max(created_at) FROM attempt))::int / 60"
                        + " FROM endpoint_health");
    }

    private void awaitClosed() {
        status.set(200);
        clock.travel(Duration.ofMinutes(30));
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM endpoint_health WHERE ramp_from IS NOT NULL"))
                .isOne());
        awaiting(() -> assertThat(server.count("SELECT count(*) FROM delivery WHERE leased"))
                .isZero());
    }

    @Test
    void isLeftAloneForLongerThanTheFirstTimeAndHasBurntFewAttempts() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(status.get())));
        owed.messages(clock.instant(), 400, List.of(endpoint));
        dispatcher.raise(endpoint);
        assertThat(awaitOpen()).isBetween(9L, 12L);
        awaitClosed();

        status.set(500);
        long before = owed.attempts();
        clock.travel(Duration.ofMinutes(12));
        assertThat(awaitOpen()).isBetween(19L, 25L);
        assertThat(owed.attempts() - before).isLessThan(40);
        assertThat(server.count("SELECT count(*) FROM endpoint_health WHERE ramp_from IS NULL"))
                .isOne();
    }

    @Test
    void isOneLikeAnyOtherOnceTheRampIsOver() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(status.get())));
        owed.messages(clock.instant(), 100, List.of(endpoint));
        dispatcher.raise(endpoint);
        awaitOpen();
        awaitClosed();

        clock.travel(Duration.ofMinutes(61));
        awaiting(() -> assertThat(owed.inState(0)).isEqualTo(100));
        status.set(500);
        owed.messages(clock.instant(), 100, List.of(endpoint));
        dispatcher.raise(endpoint);
        assertThat(awaitOpen()).isBetween(9L, 12L);
    }
}
