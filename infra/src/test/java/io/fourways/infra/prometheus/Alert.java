package io.fourways.infra.prometheus;

import io.fourways.infra.InfraFiles;
import java.util.List;
import java.util.Map;

/**
 * A rule that alerts.
 *
 * @param holds how long its expression must hold, as it is written
 */
record Alert(
        String name, String expression, String holds, Map<String, String> labels, Map<String, String> annotations) {

    /** Those of all files, in order; one that is there for several severities is there as often. */
    static List<Alert> all() {
        return rules().stream()
                .filter(rule -> rule.containsKey("alert"))
                .map(rule -> new Alert(
                        YamlFile.text(rule, "alert"),
                        YamlFile.text(rule, "expr"),
                        YamlFile.text(rule, "for"),
                        YamlFile.texts(rule, "labels"),
                        YamlFile.texts(rule, "annotations")))
                .toList();
    }

    /** What all rules ask, those that record included. */
    static List<String> expressions() {
        return rules().stream().map(rule -> YamlFile.text(rule, "expr")).toList();
    }

    /** What those are called that rules record. */
    static List<String> recorded() {
        return rules().stream()
                .map(rule -> YamlFile.text(rule, "record"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<Map<String, Object>> rules() {
        return InfraFiles.below("prometheus/rules", ".yml").stream()
                .flatMap(file -> YamlFile.list(YamlFile.read(file), "groups").stream())
                .flatMap(group -> YamlFile.list(group, "rules").stream())
                .toList();
    }
}
