package io.fourways.dispatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class OutboxPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch.outbox", OutboxProperties.class))
                .isEqualTo(new OutboxProperties(
                        200,
                        DataSize.ofMegabytes(4),
                        Duration.ofMillis(500),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5)));
    }
}
