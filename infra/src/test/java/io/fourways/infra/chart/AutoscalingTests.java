package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AutoscalingTests {

    @Test
    void nothingScalesUnasked() {
        assertThat(Rendering.of("required.yaml").manifests().ofKind("HorizontalPodAutoscaler"))
                .isEmpty();
    }

    @Test
    void theGatewayScalesOnItsConnectionsAndOnCpu() {
        List<JsonNode> metrics = metrics("everything.yaml", "events-gateway", "");
        assertThat(metrics).hasSize(2);
        assertThat(metrics.get(0).at("/resource/name").asString()).isEqualTo("cpu");
        assertThat(metrics.get(1).at("/pods/metric/name").asString()).isEqualTo("fourways_gateway_held");
    }

    @Test
    void theDispatcherScalesOnTheAgeOfWhatIsDue() {
        List<JsonNode> metrics = metrics("everything.yaml", "events-dispatch", "");
        assertThat(metrics).singleElement().satisfies(metric -> assertThat(
                        metric.at("/pods/metric/name").asString())
                .isEqualTo("fourways_dispatch_due_age_seconds"));
    }

    /** Without an adapter a metric of the service's own would never be known. */
    @Test
    void goesByCpuAloneUnlessAskedOtherwise() {
        assertThat(metrics("required.yaml", "fourways-gateway", "gateway.autoscaling.enabled=true"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.path("type").asString()).isEqualTo("Resource"));
    }

    @Test
    void onePodGoesAtATime() {
        assertThat(Rendering.of("everything.yaml").manifests().ofKind("HorizontalPodAutoscaler"))
                .hasSize(4)
                .allSatisfy(scaler -> {
                    JsonNode down = scaler.at("/spec/behavior/scaleDown");
                    assertThat(down.at("/policies/0/value").asInt()).isEqualTo(1);
                    assertThat(down.path("stabilizationWindowSeconds").asInt()).isGreaterThanOrEqualTo(300);
                });
    }

    private static List<JsonNode> metrics(String values, String name, String setting) {
        Rendering rendering = Rendering.of(values);
        return (setting.isEmpty() ? rendering : rendering.with(setting))
                .manifests()
                .only("HorizontalPodAutoscaler", name)
                .at("/spec/metrics")
                .valueStream()
                .toList();
    }
}
