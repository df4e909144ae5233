package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ChartLintTests {

    private static final Path CHART = ChartCopy.ORIGINAL;

    @Test
    void lintsStrictly() {
        LintResult result = new Helm(CHART).lint().strict().call();
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void isOfTheVersionThatTheProjectIsOf() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+?)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(InfraFiles.at("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(new Yaml().<java.util.Map<String, Object>>load(Files.readString(CHART.resolve("Chart.yaml"))))
                .containsEntry("appVersion", version.group(1))
                .containsEntry("version", version.group(1));
    }
}
