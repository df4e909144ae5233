package io.fourways.bench.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.fanload.FanloadReport;
import io.fourways.bench.fanload.FanloadReport.Times;
import org.junit.jupiter.api.Test;

class ArrivalsTests {

    private final Arrivals arrivals = new Arrivals();

    @Test
    void areWholeWhenEverythingHasArrivedOnceAndInOrder() {
        arrivals.add("gateway", report(1_000, 0, 0, 0));
        arrivals.add("gateway", report(500, 0, 0, 0));

        assertThat(arrivals.areWhole()).isTrue();
        assertThat(arrivals.text())
                .startsWith("- gateway: 1,500 deliveries due, 1,500 arrived; 0 lost, 0 doubled, 0 out of order");
    }

    @Test
    void areNotWholeWhenAPeerLosesSomething() {
        arrivals.add("gateway", report(1_000, 0, 0, 0));
        arrivals.add("peer", report(1_000, 1, 0, 0));

        assertThat(arrivals.areWhole()).isFalse();
        assertThat(arrivals.text()).contains("- peer: 1,000 deliveries due, 999 arrived; 1 lost");
    }

    @Test
    void areNotWholeWhenSomethingIsDoubled() {
        arrivals.add("gateway", report(1_000, 0, 1, 0));

        assertThat(arrivals.areWhole()).isFalse();
    }

    @Test
    void areNotWholeWhenSomethingIsOutOfOrder() {
        arrivals.add("gateway", report(1_000, 0, 0, 1));

        assertThat(arrivals.areWhole()).isFalse();
    }

    private static FanloadReport report(long expected, long lost, long doubled, long outOfOrder) {
        Times none = new Times(0, 0);
        return new FanloadReport(
                10,
                10,
                0,
                100,
                0,
                expected,
                expected - lost,
                lost,
                doubled,
                outOfOrder,
                1,
                expected,
                none,
                none,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }
}
