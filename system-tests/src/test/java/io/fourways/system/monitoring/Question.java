package io.fourways.system.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What is asked of Prometheus.
 *
 * @param where      the panel or the rule that asks
 * @param expression ready to be asked
 */
public record Question(String where, String expression) {

    private static final Path DASHBOARDS = Path.of("..", "infra", "grafana", "dashboards");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Grafana puts for them, when everything is chosen. */
    private static final Map<String, String> VARIABLES =
            Map.of("$job", ".+", "$instance", ".+", "$__rate_interval", "30s");

    /** Those of all panels of all dashboards. */
    public static List<Question> ofPanels() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(Question::ofDashboard)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Question> ofDashboard(Path file) {
        JsonNode dashboard = JSON.readTree(file);
        String title = dashboard.required("title").stringValue();
        return dashboard
                .required("panels")
                .valueStream()
                .flatMap(panel ->
                        Stream.concat(Stream.of(panel), panel.path("panels").valueStream()))
                .flatMap(panel -> ofPanel(title, panel));
    }

    private static Stream<Question> ofPanel(String dashboard, JsonNode panel) {
        String where = dashboard + ": " + panel.required("title").stringValue();
        return panel.path("targets")
                .valueStream()
                .map(target ->
                        new Question(where, chosen(target.required("expr").stringValue())));
    }

    private static String chosen(String expression) {
        String chosen = expression;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            chosen = chosen.replace(variable.getKey(), variable.getValue());
        }
        return chosen;
    }

    /**
     * That of a rule: asked whether, where an alert is asked only when. So it has an answer wherever there is
     * something to look at.
     */
    public static Question ofRule(JsonNode rule) {
        String whether = rule.required("query").stringValue().replaceAll(" (==|!=|>=|<=|>|<) (?!bool)", " $1 bool ");
        return new Question(rule.required("name").stringValue(), whether);
    }

    @Override
    public String toString() {
        return where + ": " + expression;
    }
}
