package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the chart has the dashboards and rules that stand beside it: Helm reads nothing outside a chart, so it has copies. */
class ChartFilesTests {

    private static final Path CHART = ChartCopy.ORIGINAL;

    @ParameterizedTest
    @CsvSource({"grafana/dashboards, files/dashboards, .json", "prometheus/rules, files/rules, .yml"})
    void hasThemByteForByte(Path original, Path copy, String ending) throws IOException {
        List<String> originals = names(original, ending);
        for (String name : originals) {
            Golden.compare(CHART.resolve(copy).resolve(name), Files.readString(original.resolve(name)));
        }
        assertThat(names(CHART.resolve(copy), ending)).isEqualTo(originals);
    }

    @Test
    void hasThemInTheCluster() throws IOException {
        Manifests manifests = Rendering.of("everything.yaml").manifests();
        assertThat(manifests.ofKind("ConfigMap"))
                .hasSameSizeAs(names(CHART.resolve("files/dashboards"), ".json"))
                .allSatisfy(map -> map.at("/data").propertyStream().forEach(file -> assertThat(
                                file.getValue().asString())
                        .isEqualToIgnoringNewLines(read(CHART.resolve("files/dashboards/" + file.getKey()))
                                .strip())));
        assertThat(manifests.ofKind("PrometheusRule"))
                .hasSameSizeAs(names(CHART.resolve("files/rules"), ".yml"))
                .allSatisfy(rule ->
                        assertThat(rule.at("/spec/groups").valueStream()).isNotEmpty());
    }

    /** The release, in which Helm keeps the chart, has to fit into a Secret, and a dashboard into a ConfigMap. */
    @Test
    void isSmallEnoughToBeKeptInTheCluster() throws IOException {
        for (String name : names(CHART.resolve("files/dashboards"), ".json")) {
            assertThat(read(CHART.resolve("files/dashboards/" + name)).getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(1_000_000);
        }
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
