package io.fourways.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentedTests {

    @ParameterizedTest
    @EnumSource
    void isEveryScenarioWithTheNameThatTheCommandLineKnowsItBy(Scenario scenario) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "performance.md")))
                .containsPattern("(?m)^\\| .*`%s`.* \\|".formatted(scenario.key()));
    }
}
