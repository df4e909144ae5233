package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That every value is explained, in the file itself and in the chart's README, and known to the schema. */
class DocumentedValuesTests {

    private static final Path CHART = ChartCopy.ORIGINAL;
    private static final String BEGIN = "<!-- values -->\n";
    private static final String END = "<!-- end of values -->";

    @Test
    void theReadmeSaysWhatTheFileSays() throws IOException {
        Path readme = CHART.resolve("README.md");
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String expected = text.substring(0, begin) + table() + text.substring(end);
        Golden.compare(readme, expected);
    }

    private static String table() throws IOException {
        return ValuesFile.read(CHART.resolve("values.yaml")).stream()
                .map(value -> "| `" + value.path() + "` | " + value.shown() + " | " + value.comment() + " |\n")
                .collect(Collectors.joining("", "| value | default | meaning |\n| --- | --- | --- |\n", ""));
    }

    @Test
    void everyValueIsExplained() throws IOException {
        List<ValuesFile.Value> explained = ValuesFile.read(CHART.resolve("values.yaml"));
        assertThat(explained).hasSizeGreaterThan(150).allSatisfy(value -> assertThat(value.comment())
                .isNotBlank());
        Set<String> leaves = new TreeSet<>();
        Map<String, Object> values = new Yaml().load(Files.readString(CHART.resolve("values.yaml")));
        Set<String> paths = explained.stream().map(ValuesFile.Value::path).collect(Collectors.toSet());
        collect("", values, paths, leaves);
        assertThat(leaves).isEqualTo(new TreeSet<>(paths));
    }

    /** Down to where something is explained, or there is nothing below. */
    private static void collect(String prefix, Map<?, ?> values, Set<String> explained, Set<String> leaves) {
        values.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> below && !explained.contains(path)) {
                collect(path + ".", below, explained, leaves);
            } else {
                leaves.add(path);
            }
        });
    }

    @Test
    void theSchemaKnowsTheSameValues() throws IOException {
        JsonNode schema = new JsonMapper().readTree(Files.readString(CHART.resolve("values.schema.json")));
        Map<String, Object> values = new Yaml().load(Files.readString(CHART.resolve("values.yaml")));
        Set<String> known = new TreeSet<>(schema.path("properties").propertyNames());
        known.remove("global");
        assertThat(known).isEqualTo(new TreeSet<>(values.keySet()));
        for (String service : List.of("gateway", "producer", "ingest", "dispatch")) {
            Set<Object> own = new TreeSet<>(((Map<?, ?>) values.get(service)).keySet());
            assertThat(new TreeSet<Object>(
                            schema.at("/properties/" + service + "/properties").propertyNames()))
                    .isEqualTo(own);
        }
    }
}
