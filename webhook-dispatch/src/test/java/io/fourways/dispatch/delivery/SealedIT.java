package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OTHER_KEY =
            Base64.getEncoder().encodeToString("x".repeat(32).getBytes(StandardCharsets.US_ASCII));

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();

    @AfterEach
    void stop() {
        receivers.close();
    }

    private static void awaiting(ThrowingRunnable condition) {
        await().atMost(PATIENCE).untilAsserted(condition);
    }

    private void assertUntouched(Owed owed) {
        assertThat(owed.attempts()).isZero();
        assertThat(server.text("SELECT state || ' ' || attempts FROM delivery")).isEqualTo("1 0");
        assertThat(server.count("SELECT count(*) FROM endpoint_health")).isZero();
        assertThat(receivers.received("a")).isEmpty();
    }

    @Test
    void secretsThatDoNotOpenHereAreNoFailureOfTheEndpoint() {
        try (RunningDelivery stranger = RunningDelivery.on(server.url(), clock, "secrets-key=" + OTHER_KEY)) {
            Owed owed = new Owed(server).app();
            String endpoint = owed.endpoint(receivers.at("a", 200));
            owed.message(clock.instant(), endpoint);
            stranger.raise(endpoint);
            awaiting(
                    () -> assertThat(stranger.count("fourways.dispatch.sealed")).isOne());
            assertUntouched(owed);
        }
        clock.travel(Duration.ofMinutes(2));
        try (RunningDelivery acquainted = RunningDelivery.on(server.url(), clock)) {
            awaiting(() -> assertThat(server.text("SELECT state || ' ' || attempts FROM delivery"))
                    .isEqualTo("0 1"));
            assertThat(acquainted.count("fourways.dispatch.sealed")).isZero();
        }
    }

    /** A secret does not open as headers. */
    @Test
    void neitherAreHeaders() {
        try (RunningDelivery dispatcher = RunningDelivery.on(server.url(), clock)) {
            Owed owed = new Owed(server).app();
            String endpoint =
                    owed.endpoint(receivers.at("a", 200), "sealed_headers = (SELECT sealed FROM endpoint_secret)");
            owed.message(clock.instant(), endpoint);
            dispatcher.raise(endpoint);
            awaiting(() ->
                    assertThat(dispatcher.count("fourways.dispatch.sealed")).isOne());
            assertUntouched(owed);
        }
    }
}
