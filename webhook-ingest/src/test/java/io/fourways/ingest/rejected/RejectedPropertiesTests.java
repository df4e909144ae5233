package io.fourways.ingest.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class RejectedPropertiesTests {

    @Test
    void hasDefaults() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        assertThat(binder.bindOrCreate("fourways.ingest.rejected", RejectedProperties.class))
                .isEqualTo(new RejectedProperties(
                        DataSize.ofKilobytes(64),
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(4),
                        256,
                        Duration.ofMillis(100)));
    }
}
