package io.fourways.infra.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Grafana finds when it starts. */
class ProvisioningTests {

    @Test
    void oneSourceIsTheDefaultUnderANameThatStays() throws IOException {
        Map<String, Object> source = only("datasources");
        assertThat(source)
                .containsEntry("type", "prometheus")
                .containsEntry("uid", "fourways-prometheus")
                .containsEntry("isDefault", true)
                .containsEntry("url", "${PROMETHEUS_URL}");
    }

    @Test
    void dashboardsAreReadFromFilesAndStayAsTheyAre() throws IOException {
        Map<String, Object> provider = only("dashboards", "providers");
        assertThat(provider)
                .containsEntry("type", "file")
                .containsEntry("allowUiUpdates", false)
                .containsEntry("options", Map.of("path", "/var/lib/grafana/dashboards"));
    }

    private static Map<String, Object> only(String kind) throws IOException {
        return only(kind, kind);
    }

    private static Map<String, Object> only(String kind, String list) throws IOException {
        String text = Files.readString(InfraFiles.at("grafana/provisioning/" + kind + "/fourways.yml"));
        Map<String, List<Map<String, Object>>> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        List<Map<String, Object>> all = file.getOrDefault(list, List.of());
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
