package io.fourways.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTests {

    private final Latencies latencies = new Latencies();

    @Test
    void tellsPercentilesInMilliseconds() {
        for (int millis = 1; millis <= 100; millis++) {
            latencies.add(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        assertThat(latencies.percentile(50)).isCloseTo(50, within(0.1));
        assertThat(latencies.percentile(99)).isCloseTo(99, within(0.1));
    }

    @Test
    void keepsWhatIsLongerThanItKnows() {
        latencies.add(TimeUnit.HOURS.toNanos(1));

        assertThat(latencies.percentile(50)).isCloseTo(60_000, within(60.0));
    }
}
