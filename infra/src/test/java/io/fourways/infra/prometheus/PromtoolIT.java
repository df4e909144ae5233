package io.fourways.infra.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import io.fourways.infra.Program.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By Prometheus' own word. */
class PromtoolIT {

    @Test
    void rulesAreWellFormed() {
        assertPasses(Promtool.check("rules", InfraFiles.below("prometheus/rules", ".yml")));
    }

    @Test
    void rulesDoWhatTheirTestsSay() {
        assertPasses(Promtool.testRules(InfraFiles.below("prometheus/tests", ".yml")));
    }

    @Test
    void configurationsAreWellFormed() {
        List<Path> configurations = InfraFiles.below(".", "/prometheus.yml").stream()
                .filter(file -> !file.toString().contains("/target/"))
                .toList();
        assertThat(configurations)
                .isNotEmpty()
                .allSatisfy(file -> assertPasses(Promtool.check("config", List.of(file))));
    }

    private static void assertPasses(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }
}
