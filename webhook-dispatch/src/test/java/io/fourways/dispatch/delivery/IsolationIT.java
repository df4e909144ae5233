package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Isolated("compares how long healthy endpoints take with and without hanging ones")
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
        hang(20);
        long beside = Math.min(nanosForHealthy(), nanosForHealthy());
        assertThat((double) beside / without).isLessThan(4);
    }

    /** Its answers wait until several are asked for at once. */
    @Test
    void anAppWhoseEndpointsHangLeavesRoomForTheOthers() {
        server.execute("INSERT INTO app (id, name, created_at, updated_at) VALUES ('app_2', 'B', now(), now())");
        Sinks.Empty<Void> answer = Sinks.empty();
        String theirs = owed.endpoint(
                receivers.at(
                        "theirs", n -> n == 1 ? Answer.of(200) : Answer.of(200).after(answer.asMono())),
                "app_id = 'app_2'");
        owed.message(clock.instant(), theirs);
        await().atMost(PATIENCE).until(() -> owed.inState(0) == 1);
        hang(60);
        owed.messages(clock.instant(), 30, List.of(theirs));
        dispatcher.raise(theirs);
        await().atMost(PATIENCE).until(() -> receivers.most("theirs") >= 5);
        answer.tryEmitEmpty();
        await().atMost(PATIENCE).until(() -> owed.inState(0) == 31);
    }

    /** Endpoints that have ten messages each and never answer; all have been asked. */
    private void hang(int count) {
        List<String> hanging = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hanging.add(owed.endpoint(
                    receivers.at("hanging-" + i, n -> Answer.of(200).after(Mono.never()))));
        }
        owed.messages(clock.instant(), 10, hanging);
        dispatcher.raise(hanging.toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> IntStream.range(0, count)
                .allMatch(i -> !receivers.received("hanging-" + i).isEmpty()));
    }

    /** Each is as much as thirty-two small ones, so the first claim brings more than there may be. */
    @Test
    void aLargePayloadCountsAsSeveral() {
        String endpoint = owed.endpoint(receivers.at("a", n -> Answer.of(200).after(Mono.never())), "concurrency = 50");
        owed.message(clock.instant(), endpoint);
        dispatcher.raise(endpoint);
        await().atMost(PATIENCE).until(() -> dispatcher.gauge("fourways.dispatch.in.flight") == 1);
        owed.messages(clock.instant().plus(Duration.ofHours(1)), 50, List.of(endpoint));
        server.execute("UPDATE message SET payload = convert_to(repeat('a', 512 * 1024), 'UTF8')");
        clock.travel(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> dispatcher.gauge("fourways.dispatch.in.flight") > 100);
        String others = owed.endpoint(receivers.at("other", 200));
        for (int i = 0; i < 5; i++) {
            int already = i;
            owed.message(clock.instant(), others);
            dispatcher.raise(endpoint, others);
            await().atMost(PATIENCE).until(() -> receivers.received("other").size() > already);
        }
        assertThat(receivers.received("a").size()).isLessThanOrEqualTo(1 + 9);
    }

    /** Others that get their first show that claims go on. */
    @Test
    void keepsToWhatThereMayBeWhileNothingIsRecorded() throws SQLException {
        List<String> busy = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            busy.add(owed.endpoint(receivers.at("busy-" + i, 200)));
        }
        try (Connection elsewhere = server.connect();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("LOCK TABLE attempt IN EXCLUSIVE MODE");
            owed.messages(clock.instant(), 200, busy);
            dispatcher.raise(busy.toArray(String[]::new));
            for (int i = 0; i < 20; i++) {
                String path = "other-" + i;
                String other = owed.endpoint(receivers.at(path, 200));
                owed.message(clock.instant(), other);
                dispatcher.raise(other);
                await().atMost(PATIENCE).until(() -> receivers.received(path).size() == 1);
            }
            assertThat(IntStream.range(0, 5)
                            .map(i -> receivers.received("busy-" + i).size())
                            .sum())
                    .isBetween(5, 60);
        }
        await().atMost(PATIENCE).until(() -> owed.inState(0) == 1020);
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
