package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class IsolationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HEALTHY = 40;

    private final TestDatabase server = TestDatabase.create();
    private final TravellingClock clock = new TravellingClock();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher =
            RunningDelivery.on(server.url(), clock, "isolation.in-flight=100", "delivery.drain=0s");
    private final Owed owed = new Owed(server).app();
    private final List<String> healthy = new ArrayList<>();

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    /** How long the healthy endpoints take to get five messages each. */
    private long nanosForHealthy() {
        long began = System.nanoTime();
        owed.messages(clock.instant(), 5, healthy);
        dispatcher.raise(healthy.toArray(String[]::new));
        String ids = "'" + String.join("', '", healthy) + "'";
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        server.count("SELECT count(*) FROM delivery WHERE state <> 0 AND endpoint_id IN (" + ids + ")")
                                == 0);
        return System.nanoTime() - began;
    }

    @Test
    void endpointsThatHangCostTheOthersNothing() {
        for (int i = 0; i < HEALTHY; i++) {
            healthy.add(owed.endpoint(receivers.at("healthy-" + i, 200)));
        }
        nanosForHealthy();
        long without = Math.min(nanosForHealthy(), nanosForHealthy());
        List<String> hanging = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hanging.add(owed.endpoint(
                    receivers.at("hanging-" + i, n -> Answer.of(200).after(Mono.never()))));
        }
        owed.messages(clock.instant(), 20, hanging);
        dispatcher.raise(hanging.toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> dispatcher.gauge("fourways.dispatch.in.flight") >= 100);
        long beside = Math.min(nanosForHealthy(), nanosForHealthy());
        assertThat((double) beside / without).isLessThan(4);
    }

    /** The first answer comes only when there is something new. */
    @Test
    void releasesWhatWasHeldBehindLiveTraffic() {
        Sinks.Empty<Void> answer = Sinks.empty();
        String endpoint = owed.endpoint(
                receivers.at("a", n -> n == 1 ? Answer.of(200).after(answer.asMono()) : Answer.of(200)),
                "concurrency = 1",
                "disabled = true");
        List<String> held = owed.messages(clock.instant(), 100, List.of(endpoint));
        await().atMost(PATIENCE).until(() -> owed.inState(4) == 100);
        server.execute("UPDATE endpoint SET disabled = false");
        await().atMost(PATIENCE).until(() -> !receivers.received("a").isEmpty());
        List<String> live = owed.messages(clock.instant(), 5, List.of(endpoint));
        dispatcher.raise(endpoint);
        answer.tryEmitEmpty();
        await().atMost(PATIENCE).until(() -> owed.inState(0) == 105);
        assertThat(receivers.received("a").subList(1, 6)).isEqualTo(live);
        assertThat(receivers.received("a")).hasSize(105).containsAll(held);
    }

    @Test
    void givesUpWhatIsOwedToAnEndpointThatIsNoMore() {
        String endpoint = owed.endpoint(receivers.at("a", 200), "disabled = true");
        owed.messages(clock.instant(), 3, List.of(endpoint));
        await().atMost(PATIENCE).until(() -> owed.inState(4) == 3);
        server.execute("DELETE FROM endpoint");
        await().atMost(PATIENCE).until(() -> owed.inState(2) == 3);
        assertThat(receivers.received("a")).isEmpty();
    }
}
