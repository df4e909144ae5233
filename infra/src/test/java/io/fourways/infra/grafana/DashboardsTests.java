package io.fourways.infra.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourways.infra.grafana.Dashboard.Panel;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Dashboards are made alike, so that who knows one knows them all. */
class DashboardsTests {

    private static final int COLUMNS = 24;

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void isFoundUnderItsName(Dashboard dashboard) {
        String name = dashboard.toString().replace(".json", "");
        assertThat(dashboard.uid()).isEqualTo("fourways-" + name);
        assertThat(dashboard.json().required("tags").toString()).isEqualTo("[\"fourways\"]");
        assertThat(dashboard.json().required("links").toString()).contains("\"dashboards\"", "\"fourways\"");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void letsChooseWhereFromAndOfWhat(Dashboard dashboard) {
        assertThat(dashboard.variables().map(variable -> variable.required("name")
                        .stringValue()))
                .startsWith("datasource")
                .contains("instance");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhichQuestionItAnswers(Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> assertThat(panel.description())
                .as(panel.toString())
                .contains("?"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelHasAUnitAndAsksTheSourceThatIsChosen(Dashboard dashboard) {
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            assertThat(panel.json().at("/fieldConfig/defaults/unit").stringValue())
                    .as(panel.toString())
                    .isNotBlank();
            assertThat(panel.json().at("/datasource/uid").stringValue())
                    .as(panel.toString())
                    .isEqualTo("${datasource}");
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyFigureThatStandsAloneHasThresholds(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .filteredOn(panel -> panel.type().equals("stat"))
                .allSatisfy(panel -> assertThat(panel.json().at("/fieldConfig/defaults/thresholds/steps"))
                        .as(panel.toString())
                        .hasSizeGreaterThan(1));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void ratesAreTakenOverWhatFitsTheScreen(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .filteredOn(panel -> panel.type().equals("timeseries"))
                .flatExtracting(Panel::expressions)
                .filteredOn(expression -> expression.contains("rate("))
                .allSatisfy(expression -> assertThat(expression).contains("[$__rate_interval]"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noTwoPanelsAreTheSameOrInTheSamePlace(Dashboard dashboard) {
        List<JsonNode> all = dashboard.everything();
        assertThat(all).extracting(panel -> panel.required("id").asInt()).doesNotHaveDuplicates();
        assertThat(dashboard.panels()).extracting(Panel::title).doesNotHaveDuplicates();
        List<Rectangle> places = all.stream().map(DashboardsTests::place).toList();
        for (Rectangle place : places) {
            assertThat(place.x + place.width).isLessThanOrEqualTo(COLUMNS);
            assertThat(places).filteredOn(place::intersects).hasSize(1);
        }
    }

    private static Rectangle place(JsonNode panel) {
        JsonNode grid = panel.required("gridPos");
        return new Rectangle(
                grid.required("x").asInt(),
                grid.required("y").asInt(),
                grid.required("w").asInt(),
                grid.required("h").asInt());
    }
}
