package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.claim.Agenda;
import io.fourways.dispatch.delivery.claim.Agenda.Pending;
import io.fourways.system.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookoutIT {

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

    /** The database refuses to change what is held. */
    @Test
    void findsWhatIsDueThoughWhatIsHeldCannotBeReleased() {
        try (RunningDelivery dispatcher = RunningDelivery.on(server.url(), clock)) {
            owed.app();
            String held = owed.endpoint(receivers.at("held", 200), "disabled = true");
            owed.message(clock.instant(), held);
            awaiting(() -> assertThat(owed.inState(4)).isOne());
            server.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE 'refused'; END $$;"
                    + " CREATE TRIGGER refuses BEFORE UPDATE ON delivery FOR EACH ROW WHEN (OLD.state = 4)"
                    + " EXECUTE FUNCTION refuse();"
                    + " UPDATE endpoint SET disabled = false");
            String endpoint = owed.endpoint(receivers.at("a", 200));
            awaiting(() -> assertThat(dispatcher.count("fourways.dispatch.lookouts.failed"))
                    .isPositive());
            owed.message(clock.instant(), endpoint);
            awaiting(() -> assertThat(owed.inState(0)).isOne());
            assertThat(receivers.received("held")).isEmpty();
            server.execute("DROP TRIGGER refuses ON delivery");
            awaiting(() -> assertThat(owed.inState(0)).isEqualTo(2));
        }
    }

    @Test
    void looksFromEndpointToEndpointHoweverManyThereAre() {
        try (RunningDatabase running = RunningDatabase.on(server)) {
            running.awaitReady();
            owed.app();
            server.execute("INSERT INTO endpoint (id, app_id, url, created_at, updated_at) SELECT 'ep_' || n, '"
                    + Owed.APP + "', 'http://localhost/', now(), now() FROM generate_series(1, 1500) n");
            List<String> endpoints =
                    IntStream.rangeClosed(1, 1500).mapToObj(n -> "ep_" + n).toList();
            owed.message(Instant.now(), endpoints.toArray(String[]::new));
            List<Pending> pending =
                    new Agenda(running.working(), Clock.systemUTC()).look().block(PATIENCE);
            assertThat(pending)
                    .extracting(Pending::endpointId)
                    .containsExactlyElementsOf(endpoints.stream().sorted().toList());
            assertThat(pending).allMatch(one -> one.live() != null && one.backlog() == null);
        }
    }
}
