package io.fourways.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class DeliveryPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment())
                        .bindOrCreate("fourways.dispatch.delivery", DeliveryProperties.class))
                .isEqualTo(new DeliveryProperties(
                        500,
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(1),
                        List.of(
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30),
                                Duration.ofHours(2),
                                Duration.ofHours(5),
                                Duration.ofHours(10),
                                Duration.ofHours(14),
                                Duration.ofHours(20),
                                Duration.ofHours(24)),
                        0.1,
                        Duration.ofHours(24),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)));
    }

    @Test
    void refusesALeaseThatARequestCanOutlast() {
        assertThatThrownBy(() -> Lease.of(Duration.ofSeconds(35), Duration.ofSeconds(30)))
                .hasMessageContaining("fourways.dispatch.delivery.lease");
        assertThat(Lease.of(Duration.ofSeconds(40), Duration.ofSeconds(30)).length())
                .isEqualTo(Duration.ofSeconds(40));
    }
}
