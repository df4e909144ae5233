package io.fourways.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.bench.statistics.Latencies;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArrivalsTests {

    private final AtomicInteger told = new AtomicInteger();
    private final Arrivals arrivals = new Arrivals(told::incrementAndGet);

    @Test
    void countEachWebhookOnce() {
        arrivals.add("msg_1", 1);
        arrivals.add("msg_2", 1);

        assertThat(arrivals.count()).isEqualTo(2);
        assertThat(arrivals.doubled()).isZero();
        assertThat(told).hasValue(2);
    }

    @Test
    void takeOneThatComesAgainForDoubledAndTellNobody() {
        arrivals.add("msg_1", 1);
        arrivals.add("msg_1", 1);

        assertThat(arrivals.count()).isEqualTo(1);
        assertThat(arrivals.doubled()).isEqualTo(1);
        assertThat(told).hasValue(1);
    }

    @Test
    void tellHowLongThoseTookThatCameSince() {
        arrivals.add("msg_1", TimeUnit.SECONDS.toNanos(10));
        Latencies latencies = arrivals.latenciesFromNow();
        arrivals.add("msg_2", TimeUnit.SECONDS.toNanos(1));

        assertThat(latencies.percentile(100)).isBetween(999.0, 1001.0);
    }
}
