package io.fourways.dispatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class DatabasePropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment())
                        .bindOrCreate("fourways.dispatch.database", DatabaseProperties.class))
                .isEqualTo(new DatabaseProperties(
                        null, 4, 12, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }
}
