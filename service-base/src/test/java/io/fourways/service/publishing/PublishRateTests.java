package io.fourways.service.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishRateTests {

    /** Where nanoTime overflows, as it may at any time. */
    private final AtomicLong clock =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

    private final PublishRate rate = new PublishRate(10, 5, clock::get);

    @Test
    void allowsABurstAndThenTheRate() {
        assertThat(acquired("a", 100)).isEqualTo(5);
        assertThat(rate.acquire("a", 1)).isEqualTo(Duration.ofMillis(100));
        pass(Duration.ofMillis(100));
        assertThat(acquired("a", 100)).isEqualTo(1);
    }

    @Test
    void holdsTheRateInTheLongRun() {
        int total = 0;
        for (int i = 0; i < 1_000; i++) {
            total += acquired("a", 3);
            pass(Duration.ofMillis(10));
        }
        assertThat(total).isBetween(100, 105);
    }

    @Test
    void countsEachNameForItself() {
        assertThat(acquired("a", 100)).isEqualTo(5);
        assertThat(acquired("b", 100)).isEqualTo(5);
    }

    @Test
    void savesUpNoMoreThanABurst() {
        acquired("a", 5);
        pass(Duration.ofDays(1));
        assertThat(acquired("a", 100)).isEqualTo(5);
    }

    @Test
    void forgetsWhoStoppedPublishing() {
        IntStream.range(0, 1_000).forEach(i -> rate.acquire("subject-" + i, 1));
        pass(Duration.ofSeconds(2));
        rate.acquire("other", 1);
        assertThat(rate.remembered()).isEqualTo(1);
    }

    @Test
    void letsSeveralGoTogetherAndCountsEach() {
        assertThat(rate.acquire("a", 25)).isZero();
        assertThat(rate.acquire("a", 1)).isEqualTo(Duration.ofMillis(2_100));
        pass(Duration.ofMillis(2_100));
        assertThat(acquired("a", 100)).isEqualTo(1);
    }

    @Test
    void saysInWholeSecondsWhenToComeBackAndNotTooEarly() {
        assertThat(PublishRate.exceeded(Duration.ofMillis(2_001)).getHeaders().getFirst("Retry-After"))
                .isEqualTo("3");
        assertThat(PublishRate.exceeded(Duration.ofMillis(1)).getHeaders().getFirst("Retry-After"))
                .isEqualTo("1");
    }

    private int acquired(String name, int attempts) {
        return (int) IntStream.range(0, attempts)
                .filter(i -> rate.acquire(name, 1).isZero())
                .count();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
