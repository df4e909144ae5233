package io.fourways.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.dispatch.api.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

class OpenApiTests {

    @Test
    void describesExactlyTheRoutesThereAre() throws IOException {
        assertThat(Operations.served()).containsExactlyInAnyOrderElementsOf(described());
    }

    private static List<String> described() throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml(options).load(Files.readString(Path.of("../docs/openapi/webhook-dispatch.yaml")));
        return document.get("paths").entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
    }
}
