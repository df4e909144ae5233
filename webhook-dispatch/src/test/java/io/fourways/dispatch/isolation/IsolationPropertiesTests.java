package io.fourways.dispatch.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class IsolationPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment())
                        .bindOrCreate("fourways.dispatch.isolation", IsolationProperties.class))
                .isEqualTo(new IsolationProperties(
                        10, 4096, 10, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(1)));
    }
}
