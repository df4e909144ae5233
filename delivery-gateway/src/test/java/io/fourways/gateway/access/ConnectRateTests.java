package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fourways.service.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectRateTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // about to overflow
    private final ConnectRate rate = new ConnectRate(10, 3, now::get);

    @Test
    void letsABurstInAndThenSoManyASecond() {
        assertThat(admitted(5)).isEqualTo(3);

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(admitted(5)).isEqualTo(2);

        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(admitted(50)).as("no more than a burst after a pause").isEqualTo(3);
    }

    @Test
    void takesNothingFromWhomItRefuses() {
        admitted(1_000);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(admitted(1)).isEqualTo(1);
    }

    @Test
    void tellsEachToComeBackAtATimeOfItsOwn() {
        admitted(3);
        Set<String> times = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ProblemException refusal = catchThrowableOfType(ProblemException.class, rate::admit);
            assertThat(refusal.getStatusCode().value()).isEqualTo(503);
            times.add(refusal.getHeaders().getFirst("Retry-After"));
        }
        assertThat(times)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList());
    }

    @Test
    void letsExactlyABurstInWhenAllComeAtOnce() {
        ConnectRate frozen = new ConnectRate(1, 1_000, () -> 0);
        AtomicInteger admitted = new AtomicInteger();
        List<CompletableFuture<Void>> visitors = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            visitors.add(CompletableFuture.runAsync(() -> admitted.addAndGet(admitted(frozen, 500))));
        }
        visitors.forEach(visitor -> visitor.orTimeout(30, TimeUnit.SECONDS).join());
        assertThat(admitted).hasValue(1_000);
    }

    private int admitted(int attempts) {
        return admitted(rate, attempts);
    }

    private static int admitted(ConnectRate rate, int attempts) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            try {
                rate.admit();
                admitted++;
            } catch (ProblemException refused) {
                assertThat(refused.getBody().getProperties()).containsEntry("limit", "connect-rate");
            }
        }
        return admitted;
    }
}
