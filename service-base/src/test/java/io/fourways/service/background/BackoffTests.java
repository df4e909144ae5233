package io.fourways.service.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void doublesWithEachFailure() {
        assertThat(backoff.after(1)).hasMillis(100);
        assertThat(backoff.after(2)).hasMillis(200);
        assertThat(backoff.after(6)).hasMillis(3_200);
    }

    @Test
    void goesNoFurtherThanTheLongest() {
        assertThat(backoff.after(7)).hasSeconds(5);
        assertThat(backoff.after(Integer.MAX_VALUE)).hasSeconds(5);
    }

    @Test
    void spreadsInstancesOverTheLaterHalf() {
        Random random = new Random(1);

        assertThat(random.ints(1_000).mapToObj(any -> backoff.after(3, random).toMillis()))
                .allMatch(millis -> millis >= 200 && millis <= 400)
                .contains(200L, 400L);
    }

    @Test
    void survivesAFirstThatIsNothing() {
        assertThat(new Backoff(Duration.ZERO, Duration.ZERO).after(3, new Random()))
                .isZero();
    }
}
