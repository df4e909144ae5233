package io.fourways.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class InboxPropertiesTests {

    @Test
    void hasDefaults() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        assertThat(binder.bindOrCreate("fourways.ingest.inbox", InboxProperties.class))
                .isEqualTo(new InboxProperties(
                        10_000, DataSize.ofMegabytes(64), Duration.ofSeconds(3), 256, DataSize.ofMegabytes(1), 3));
    }
}
