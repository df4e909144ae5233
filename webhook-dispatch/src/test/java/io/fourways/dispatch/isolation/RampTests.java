package io.fourways.dispatch.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RampTests {

    private final Ramp ramp = new Ramp(Duration.ofMinutes(1));

    @Test
    void beginsWithOneAndGrowsFasterAndFaster() {
        assertThat(ramp.begun(Duration.ZERO)).isOne();
        assertThat(ramp.begun(Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(ramp.begun(Duration.ofSeconds(6))).isEqualTo(9);
        assertThat(ramp.begun(Duration.ofSeconds(30))).isBetween(250L, 300L);
        assertThat(ramp.begun(Duration.ofSeconds(59))).isBetween(7_000L, 9_000L);
    }

    @Test
    void isOverWhenItsTimeIs() {
        assertThat(ramp.isOver(Duration.ofSeconds(59))).isFalse();
        assertThat(ramp.isOver(Duration.ofSeconds(60))).isTrue();
    }
}
