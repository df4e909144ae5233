package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.dispatch.delivery.Receivers.Answer;
import io.fourways.system.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many deliveries come, beside how long that has taken: a slow machine makes them fewer, never more. */
class RateLimitIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RATE = 10;

    /** A tenth of a second's worth is there at once. */
    private static final int AT_ONCE = RATE / 10;

    private final TestDatabase server = TestDatabase.create();
    private final Receivers receivers = new Receivers();
    private final RunningDelivery dispatcher = RunningDelivery.on(server.url(), new TravellingClock());
    private final Owed owed = new Owed(server).app();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    private record Arrival(String path, long at) {}

    @AfterEach
    void stop() {
        dispatcher.close();
        receivers.close();
    }

    private String endpoint(String path) {
        return owed.endpoint(receivers.at(path, n -> {
            arrivals.add(new Arrival(path, System.nanoTime()));
            return Answer.of(200);
        }));
    }

    /** By then; one delivery to each endpoint goes out before its new limit is known. */
    private static double allowed(long began, Arrival arrival, int endpoints) {
        return endpoints + AT_ONCE + RATE * (arrival.at() - began) / 1e9;
    }

    private void assertKeptTo(long began, List<Arrival> sorted, int endpoints) {
        for (int i = 0; i < sorted.size(); i++) {
            assertThat((double) i + 1).isLessThanOrEqualTo(allowed(began, sorted.get(i), endpoints));
        }
    }

    /** What arrives of so many messages for each, in its order. */
    private List<Arrival> deliver(int each, String... endpoints) {
        arrivals.clear();
        long before = owed.attempts();
        owed.messages(new TravellingClock().instant(), each, List.of(endpoints));
        dispatcher.raise(endpoints);
        await().atMost(PATIENCE).until(() -> owed.inState(1) == 0);
        assertThat(owed.attempts() - before).isEqualTo((long) each * endpoints.length);
        return arrivals.stream()
                .sorted((one, other) -> Long.compare(one.at(), other.at()))
                .toList();
    }

    @Test
    void anEndpointGetsNoMoreASecondThanItsOwnLimitAllows() {
        String endpoint = endpoint("a");
        deliver(20, endpoint);
        server.execute("UPDATE endpoint SET rate_limit = " + RATE);
        long began = System.nanoTime();
        assertKeptTo(began, deliver(15, endpoint), 1);
    }

    @Test
    void theEndpointsOfAnAppTogetherGetNoMoreThanItsLimitAllowsAndShareIt() {
        String[] endpoints = {endpoint("a"), endpoint("b"), endpoint("c"), endpoint("d")};
        deliver(10, endpoints);
        server.execute("UPDATE app SET rate_limit = " + RATE);
        long began = System.nanoTime();
        List<Arrival> sorted = deliver(6, endpoints);
        assertKeptTo(began, sorted, 4);
        assertThat(sorted.stream().limit(12).map(Arrival::path).distinct()).hasSize(4);
    }

    @Test
    void theStricterOfTwoLimitsHolds() {
        String[] endpoints = {endpoint("limited"), endpoint("free")};
        deliver(20, endpoints);
        server.execute("UPDATE app SET rate_limit = 1000");
        server.execute("UPDATE endpoint SET rate_limit = " + RATE + " WHERE id = '" + endpoints[0] + "'");
        long began = System.nanoTime();
        List<Arrival> limited = deliver(15, endpoints).stream()
                .filter(arrival -> arrival.path().equals("limited"))
                .toList();
        assertKeptTo(began, limited, 1);
    }
}
