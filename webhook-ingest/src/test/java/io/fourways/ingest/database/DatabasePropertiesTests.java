package io.fourways.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class DatabasePropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.ingest.database", DatabaseProperties.class))
                .isEqualTo(new DatabaseProperties(
                        null, 8, 4, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(500)));
    }
}
