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

    @Test
    void leaveASourceAQuarterOfTheMemoryOrOneBody() {
        assertThat(inFlight(DataSize.ofMegabytes(128)).maxBytesOfASource()).isEqualTo(32 << 20);
        assertThat(inFlight(DataSize.ofMegabytes(2)).maxBytesOfASource()).isEqualTo(1 << 20);
    }

    private static ReceivingProperties inFlight(DataSize most) {
        return new ReceivingProperties(
                DataSize.ofMegabytes(1), Duration.ofSeconds(10), most, 2_000, Duration.ofSeconds(1));
    }
}
