package io.fourways.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class RelayPropertiesTests {

    @Test
    void haveDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.ingest.relay", RelayProperties.class))
                .isEqualTo(new RelayProperties(
                        200,
                        DataSize.ofMegabytes(4),
                        2,
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5)));
    }
}
