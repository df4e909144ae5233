package io.fourways.infra.chart;

import io.fourways.infra.InfraFiles;
import java.util.List;
import java.util.stream.Stream;

/** What the chart is rendered for: every file of {@code infra/helm/matrix}, on Kubernetes old and new. */
final class Matrix {

    static final String OLDEST = "1.20.2";
    static final String NEWEST = "1.36.0";

    /** Where something changes: of the APIs, the pods' settings, or what is supported. */
    static final List<String> VERSIONS = List.of(OLDEST, "1.21.14", "1.23.17", "1.25.0", "1.27.0", "1.30.0", NEWEST);

    private Matrix() {}

    /** The names of the files. */
    static Stream<String> files() {
        return InfraFiles.below("helm/matrix", ".yaml").stream()
                .map(file -> file.getFileName().toString());
    }

    static Stream<Rendering> newest() {
        return files().map(Rendering::of);
    }

    static Stream<Rendering> all() {
        return newest().flatMap(rendering -> VERSIONS.stream().map(rendering::on));
    }
}
