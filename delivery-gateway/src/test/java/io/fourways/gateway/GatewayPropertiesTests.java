package io.fourways.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTests {

    @Test
    void hasTheseDefaults() {
        GatewayProperties defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("fourways.gateway", GatewayProperties.class);
        assertThat(defaults)
                .isEqualTo(new GatewayProperties(
                        new GatewayProperties.Window(100_000, DataSize.ofMegabytes(64), 100_000),
                        new GatewayProperties.Replay(4, DataSize.ofMegabytes(64), 200_000),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(2),
                        100_000));
    }
}
