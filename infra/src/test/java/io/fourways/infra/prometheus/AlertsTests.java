package io.fourways.infra.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds out why, and what to do. */
class AlertsTests {

    private static final String INDEX = "README";

    private final List<Alert> alerts = Alert.all();

    @Test
    void everyAlertHasAPageAndEveryPageAnAlert() {
        assertThat(pages()).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void everyPageSaysWhatItMeansWhatIsSeenHowToLookAndWhatToDo() throws IOException {
        for (String name : names()) {
            assertThat(Files.readString(page(name)))
                    .as(name)
                    .startsWith("# " + name + "\n")
                    .contains("\n## What it means\n", "\n## What users see\n", "\n## How to look\n")
                    .contains("\n## What to do\n", "\n## What not to do\n");
        }
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Files.readString(page(INDEX));
        assertThat(names()).allSatisfy(name -> assertThat(index).contains("[" + name + "](" + name + ".md)"));
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhereItsPageIs() {
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).as(alert.name()).isIn("critical", "warning");
            assertThat(alert.annotations()).as(alert.name()).containsKeys("summary", "description");
            assertThat(alert.annotations().get("runbook_url"))
                    .as(alert.name())
                    .isEqualTo("docs/runbooks/" + alert.name() + ".md");
        });
    }

    @Test
    void noAlertIsRaisedByASingleLook() {
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(alert.holds()).as(alert.name()).isNotEmpty());
    }

    @Test
    void everyAlertFiresInOneTestAndIsSilentInAnother() {
        assertThat(tested(true)).as("those that fire").containsAll(severities());
        assertThat(tested(false)).as("those that are silent").containsAll(names());
    }

    private Set<String> names() {
        return alerts.stream().map(Alert::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One that fires for several severities has to be seen to, for each. */
    private Set<String> severities() {
        return alerts.stream()
                .map(alert -> alert.name() + " " + alert.labels().get("severity"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tested(boolean firing) {
        return InfraFiles.below("prometheus/tests", ".yml").stream()
                .flatMap(file -> YamlFile.list(YamlFile.read(file), "tests").stream())
                .flatMap(test -> YamlFile.list(test, "alert_rule_test").stream())
                .filter(test -> expected(test).isEmpty() != firing)
                .flatMap(test -> firing ? fired(test).stream() : Set.of(YamlFile.text(test, "alertname")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fired(Map<String, Object> test) {
        return expected(test).stream()
                .map(alert -> YamlFile.text(test, "alertname") + " "
                        + YamlFile.texts(alert, "exp_labels").get("severity"))
                .collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> expected(Map<String, Object> test) {
        return YamlFile.list(test, "exp_alerts");
    }

    private static Set<String> pages() {
        return InfraFiles.below("../docs/runbooks", ".md").stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.md$", ""))
                .filter(name -> !name.equals(INDEX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path page(String name) {
        return InfraFiles.at("../docs/runbooks/" + name + ".md");
    }
}
