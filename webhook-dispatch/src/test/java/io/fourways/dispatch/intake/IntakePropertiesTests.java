package io.fourways.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class IntakePropertiesTests {

    private static final IntakeProperties DEFAULTS = new IntakeProperties(
            true,
            1_000,
            250,
            DataSize.ofMegabytes(4),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    @Test
    void hasDefaults() {
        assertThat(Binder.get(new MockEnvironment()).bindOrCreate("fourways.dispatch.intake", IntakeProperties.class))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToALimit() {
        assertThat(DEFAULTS.backoff().after(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(DEFAULTS.backoff().after(3)).isEqualTo(Duration.ofMillis(400));
        assertThat(DEFAULTS.backoff().after(1_000_000)).isEqualTo(Duration.ofSeconds(5));
    }
}
