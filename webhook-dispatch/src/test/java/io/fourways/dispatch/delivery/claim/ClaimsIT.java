package io.fourways.dispatch.delivery.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.database.RunningDatabase;
import io.fourways.dispatch.delivery.Owed;
import io.fourways.dispatch.isolation.Ask;
import io.fourways.dispatch.isolation.IsolationProperties;
import io.fourways.dispatch.isolation.Lanes;
import io.fourways.system.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ClaimsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGE = 1_000_000;
    private static final IsolationProperties ISOLATION =
            new IsolationProperties(10, 4096, 10, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(1));

    private final TestDatabase server = TestDatabase.create();
    private final RunningDatabase running = RunningDatabase.on(server);
    private final Instant now = Instant.now();
    private final Owed owed = new Owed(server);
    private final Lanes lanes = new Lanes(ISOLATION);
    private final List<String> endpoints = new ArrayList<>();

    @BeforeEach
    void start() {
        running.awaitReady();
        owed.app();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Claims claims() {
        return new Claims(
                running.working(), Clock.systemUTC(), Duration.ofHours(1), ISOLATION.ramp(), DataSize.ofMegabytes(4));
    }

    private void endpoints(int count, String... columns) {
        for (int i = 0; i < count; i++) {
            endpoints.add(owed.endpoint("http://localhost/", columns));
        }
    }

    private void large() {
        server.execute("UPDATE message SET payload = convert_to(repeat(right(id, 1), " + LARGE + "), 'UTF8')");
    }

    private static boolean saysWhatItSaid(ClaimedRow row) {
        byte[] payload = row.claimed().payload();
        String id = row.claimed().messageId();
        return payload != null && payload.length == LARGE && payload[0] == id.charAt(id.length() - 1);
    }

    /** Of all endpoints, as many as they may have. */
    private List<ClaimedRow> claim() {
        Instant at = Instant.now();
        for (String endpoint : endpoints) {
            lanes.of(endpoint).raise(at);
            lanes.look(lanes.of(endpoint), at);
        }
        List<Ask> asks = lanes.next(at, 500);
        List<ClaimedRow> rows =
                claims().claim(asks, now.minus(Duration.ofDays(1))).block(PATIENCE);
        asks.forEach(ask -> ask.lane().took(ask, 0, 0, at));
        rows.stream()
                .filter(row -> row.settings() != null)
                .forEach(row -> lanes.of(row.claimed().endpointId()).learn(row.settings(), lanes.apps()));
        return rows;
    }

    @Test
    void claimsNoMoreThanCanBeHandledOfWhatIsLarge() {
        endpoints(20);
        owed.messages(now, 3, endpoints);
        large();
        Set<String> served = new HashSet<>();
        int claimed = 0;
        while (claimed < 60) {
            List<ClaimedRow> rows = claim();
            assertThat(rows).isNotEmpty().hasSizeLessThanOrEqualTo(5).allMatch(ClaimsIT::saysWhatItSaid);
            claimed += rows.size();
            rows.forEach(row -> served.add(row.claimed().endpointId()));
        }
        assertThat(served).hasSize(20);
        assertThat(server.count("SELECT count(*) FROM delivery WHERE NOT leased"))
                .isZero();
    }

    @Test
    void givesEachEndpointItsFirstBeforeAnyGetsItsSecond() {
        endpoints(3);
        owed.message(now.minusSeconds(1), endpoints.toArray(String[]::new));
        claim();
        owed.messages(now, 10, endpoints);
        large();
        assertThat(claim())
                .extracting(row -> row.claimed().endpointId())
                .hasSizeBetween(4, 5)
                .containsAll(endpoints);
    }

    @Test
    void bringsWhatManyEndpointsGetOnce() {
        endpoints(20);
        owed.message(now, endpoints.toArray(String[]::new));
        List<ClaimedRow> rows = claim();
        assertThat(rows).hasSize(20);
        byte[] payload = rows.get(0).claimed().payload();
        assertThat(payload).isNotNull();
        assertThat(rows).allMatch(row -> row.claimed().payload() == payload);
    }

    @Test
    void leavesTheTurnOfAnEndpointThatItClaimsNothingOf() {
        endpoints(20, "ordering = 'skipping'");
        owed.messages(now, 1, endpoints);
        large();
        List<ClaimedRow> rows = claim();
        assertThat(rows).hasSizeBetween(4, 5);
        assertThat(server.count("SELECT count(*) FROM endpoint_health WHERE open_until IS NOT NULL"))
                .isEqualTo(rows.size());
        int claimed = rows.size();
        while (claimed < 20) {
            rows = claim();
            assertThat(rows).isNotEmpty();
            claimed += rows.size();
        }
        assertThat(server.count("SELECT count(*) FROM delivery WHERE NOT leased"))
                .isZero();
    }
}
