package io.fourways.dispatch.delivery.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.delivery.DeliveryProperties;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class RetryScheduleTests {

    private final DeliveryProperties properties =
            Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch.delivery", DeliveryProperties.class);
    private final RetrySchedule exact = new RetrySchedule(properties.schedule(), 0, new Random(1));

    @Test
    void isTheDocumentedOneByDefault() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(attempts -> exact.after(attempts, null, null)))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(14),
                        Duration.ofHours(20),
                        Duration.ofHours(24));
        assertThat(exact.after(10, null, null)).isNull();
    }

    @Test
    void isTheEndpointsBeforeItIsTheEventTypes() {
        assertThat(exact.after(1, List.of(7), List.of(8))).isEqualTo(Duration.ofSeconds(7));
        assertThat(exact.after(1, null, List.of(8))).isEqualTo(Duration.ofSeconds(8));
        assertThat(exact.after(2, null, List.of(8))).isNull();
        assertThat(exact.after(1, List.of(), List.of(8))).isNull();
    }

    @Test
    void neverSendsAllAtTheSameTime() {
        RetrySchedule jittered = new RetrySchedule(properties.schedule(), properties.jitter(), new Random(1));
        assertThat(IntStream.range(0, 1000).mapToObj(i -> jittered.after(1, null, null)))
                .allMatch(delay -> delay.toMillis() >= 4500 && delay.toMillis() <= 5500)
                .anyMatch(delay -> delay.toMillis() < 4600)
                .anyMatch(delay -> delay.toMillis() > 5400);
    }
}
