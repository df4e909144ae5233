package io.fourways.dispatch.operational;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class OperationalPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment())
                        .bindOrCreate("fourways.dispatch.operational", OperationalProperties.class))
                .isEqualTo(new OperationalProperties(Duration.ofDays(5)));
    }
}
