package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A circuit breaker that opens at once shows that it is left alone for as long as the delivery is. */
class RetryAfterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher =
            RunningDelivery.on(server.url(), clock, "isolation.failures=1", "isolation.open-for=10s");
    private final Owed owed = new Owed(server).app();
    private int asked;

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    /** The seconds after the attempt until the delivery is due, and those that the circuit breaker stays open. */
    private long[] waitsAfter(int status, String retryAfter) {
        String endpoint =
                owed.endpoint(receivers.at("a" + ++asked, n -> Answer.of(status).with("retry-after", retryAfter)));
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.count("SELECT count(*) FROM attempt WHERE endpoint_id = '" + endpoint + "'"))
                .isOne());
        return new long[] {seconds("d.due_at", endpoint), seconds("h.open_until", endpoint)};
    }

    private long seconds(String until, String endpoint) {
        return server.count("SELECT extract(epoch FROM " + until + " - d.updated_at)::int"
                + " FROM delivery d JOIN endpoint_health h USING (endpoint_id) WHERE endpoint_id = '" + endpoint + "'");
    }

    @Test
    void isHeededWhereItMeansToComeBackLater() {
        assertThat(waitsAfter(429, "3600")).containsExactly(3600, 3600);
        assertThat(waitsAfter(503, "3600")).containsExactly(3600, 3600);
    }

    @Test
    void isIgnoredWithAnyOtherStatus() {
        for (int status : new int[] {301, 404, 500, 502}) {
            long[] waits = waitsAfter(status, "3600");
            assertThat(waits[0]).isBetween(4L, 6L);
            assertThat(waits[1]).isBetween(10L, 13L);
        }
    }

    @Test
    void isHeededNoLongerThanTheLongest() {
        assertThat(waitsAfter(429, "31536000")).containsExactly(DAY, DAY);
        assertThat(waitsAfter(503, "999999999999999999")).containsExactly(DAY, DAY);
        assertThat(waitsAfter(503, "Fri, 31 Dec 9999 23:59:59 GMT")).containsExactly(DAY, DAY);
    }
}
