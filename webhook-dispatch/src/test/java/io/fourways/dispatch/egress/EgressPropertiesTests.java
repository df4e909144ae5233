package io.fourways.dispatch.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class EgressPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch.egress", EgressProperties.class))
                .isEqualTo(new EgressProperties(
                        false,
                        List.of("443", "8443"),
                        List.of(),
                        List.of(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        DataSize.ofKilobytes(16),
                        Duration.ofSeconds(4),
                        2000));
    }
}
