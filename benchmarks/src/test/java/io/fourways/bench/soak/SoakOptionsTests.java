package io.fourways.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakOptionsTests {

    @Test
    void areAnHourByDefaultOfWhichAFifthIsWarmUp() {
        SoakPlan plan = SoakOptions.parse(List.of());

        assertThat(plan.length()).isEqualTo(Duration.ofHours(1));
        assertThat(plan.warmUp()).isEqualTo(Duration.ofMinutes(12));
        assertThat(plan.sample()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void haveTheBrokerDieAlsoWhenItIsToBeQuick() {
        SoakPlan plan = SoakOptions.parse(List.of("--quick", "--plots", "drawings"));

        assertThat(plan.length()).isEqualTo(Duration.ofMinutes(3));
        assertThat(plan.outage()).isLessThan(plan.length());
        assertThat(plan.plots()).isEqualTo(Path.of("drawings"));
    }

    @Test
    void sayHowLong() {
        assertThat(SoakOptions.parse(List.of("--quick", "--minutes", "20")).length())
                .isEqualTo(Duration.ofMinutes(20));
    }
}
