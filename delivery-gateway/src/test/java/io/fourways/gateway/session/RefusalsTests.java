package io.fourways.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalsTests {

    /** Where nanoTime overflows, as it may at any time. */
    private final AtomicLong clock =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());

    private final Refusals refusals = new Refusals(100, clock::get);

    @Test
    void areBorneUpToTheirNumberAtOnce() {
        assertThat(borne(1000)).isEqualTo(100);
    }

    @Test
    void areBorneAgainAsTimePasses() {
        assertThat(borne(1000)).isEqualTo(100);
        pass(Duration.ofSeconds(1));
        assertThat(borne(1000)).isEqualTo(10);
        pass(Duration.ofSeconds(10));
        assertThat(borne(1000)).isEqualTo(100);
    }

    @Test
    void areNotSavedUp() {
        pass(Duration.ofDays(1));
        assertThat(borne(1000)).isEqualTo(100);
    }

    @Test
    void areBorneForEverWhenTheyAreFew() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(refusals.isTooMany()).isFalse();
            pass(Duration.ofMillis(100));
        }
    }

    private long borne(int times) {
        return IntStream.range(0, times).filter(i -> !refusals.isTooMany()).count();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
