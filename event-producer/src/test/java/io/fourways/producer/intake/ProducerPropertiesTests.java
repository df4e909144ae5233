package io.fourways.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ProducerPropertiesTests {

    @Test
    void hasDefaults() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of()));
        assertThat(binder.bindOrCreate("fourways.producer", ProducerProperties.class))
                .isEqualTo(new ProducerProperties(
                        DataSize.ofMegabytes(1), 1000, DataSize.ofMegabytes(8), 100_000, 200_000));
    }
}
