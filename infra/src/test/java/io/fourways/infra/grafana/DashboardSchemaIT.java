package io.fourways.infra.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import io.fourways.infra.Program;
import io.fourways.infra.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards are what Grafana takes, by the types that it publishes. */
class DashboardSchemaIT {

    private static final Path NODE = Path.of("src", "test", "node");

    @Test
    void everyDashboardIsWhatGrafanaTakes() {
        List<Path> files = InfraFiles.below("grafana/dashboards", ".json");
        Outcome outcome = validate(files);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("%1$d of %1$d dashboards are valid".formatted(files.size()));
    }

    @Test
    void noticesWhatGrafanaDoesNotKnow(@TempDir Path folder) throws IOException {
        String dashboard = Files.readString(InfraFiles.at("grafana/dashboards/four-ways.json"));
        Path mistyped =
                Files.writeString(folder.resolve("mistyped.json"), dashboard.replace("\"showLegend\"", "\"legend\""));
        Path wrong = Files.writeString(
                folder.resolve("wrong.json"),
                dashboard.replaceFirst("\"type\": ?\"timeseries\"", "\"type\":\"graph\""));
        assertThat(validate(List.of(mistyped)).exit()).isEqualTo(1);
        assertThat(validate(List.of(wrong)).exit()).isEqualTo(1);
    }

    private static Outcome validate(List<Path> files) {
        if (!Files.isDirectory(NODE.resolve("node_modules"))) {
            throw new IllegalStateException("These tests need what npm has: run npm ci in infra/" + NODE);
        }
        List<String> arguments = new ArrayList<>(List.of("validate.mjs"));
        files.forEach(file -> arguments.add(file.toAbsolutePath().toString()));
        return Program.of("node", "nodejs").run(NODE, arguments);
    }
}
