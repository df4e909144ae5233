package io.fourways.ingest.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ReceivingPropertiesTests {

    @Test
    void hasDefaults() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        assertThat(binder.bindOrCreate("fourways.ingest.receiving", ReceivingProperties.class))
                .isEqualTo(new ReceivingProperties(
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(10),
                        DataSize.ofMegabytes(128),
                        2_000,
                        Duration.ofSeconds(1)));
    }
}
