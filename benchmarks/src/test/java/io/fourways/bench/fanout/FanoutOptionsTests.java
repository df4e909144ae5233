package io.fourways.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fourways.bench.round.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanoutOptionsTests {

    @Test
    void areEveryScenarioAndAsLongAsTheOtherBenchmarksByDefault() {
        FanoutPlan plan = FanoutOptions.parse(List.of());

        assertThat(plan.scenarios()).containsExactly(Scenario.values());
        assertThat(plan.terms().rounds()).isEqualTo(new Rounds(3, Duration.ofSeconds(10), Duration.ofSeconds(16)));
        assertThat(plan.terms().subscribers()).isEqualTo(10_000);
        assertThat(plan.terms().plots()).isEqualTo(Path.of("target", "plots"));
    }

    @Test
    void areAFewScenariosOnceWhenItIsToBeQuick() {
        FanoutPlan plan = FanoutOptions.parse(List.of("--quick"));

        assertThat(plan.scenarios()).containsExactly(Scenario.WS_20, Scenario.SSE_20, Scenario.WS_SATURATED);
        assertThat(plan.terms().rounds().count()).isEqualTo(1);
    }

    @Test
    void chooseScenariosInTheirOrder() {
        FanoutPlan plan = FanoutOptions.parse(
                List.of("--scenario", "resume", "--quick", "--scenario", "ws-20", "--plots", "drawings"));

        assertThat(plan.scenarios()).containsExactly(Scenario.RESUME, Scenario.WS_20);
        assertThat(plan.terms().plots()).isEqualTo(Path.of("drawings"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scenario", "--scenario nothing", "--rounds 0", "--plots", "--fast", "--connections x"})
    void thatAreNotKnownAreRefused(String arguments) {
        assertThatIllegalArgumentException().isThrownBy(() -> FanoutOptions.parse(List.of(arguments.split(" ", -1))));
    }

    @Test
    void sayWhichScenariosThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FanoutOptions.parse(List.of("--scenario", "none")))
                .withMessageContaining("ws-saturated, ws-20, sse-20");
    }
}
