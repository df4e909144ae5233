package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart does where a cluster lacks something, or has it. */
class CapabilitiesTests {

    @ParameterizedTest
    @CsvSource({
        "1.20.2, policy/v1beta1, autoscaling/v2beta2",
        "1.21.14, policy/v1, autoscaling/v2beta2",
        "1.23.17, policy/v1, autoscaling/v2",
        "1.25.0, policy/v1, autoscaling/v2",
        "1.36.0, policy/v1, autoscaling/v2"
    })
    void speaksTheApisOfTheCluster(String kubernetes, String budgets, String autoscalers) {
        Manifests manifests = Rendering.of("everything.yaml").on(kubernetes).manifests();
        assertThat(manifests.ofKind("PodDisruptionBudget"))
                .hasSize(4)
                .allSatisfy(budget -> assertThat(budget.apiVersion()).isEqualTo(budgets));
        assertThat(manifests.ofKind("HorizontalPodAutoscaler"))
                .hasSize(4)
                .allSatisfy(scaler -> assertThat(scaler.apiVersion()).isEqualTo(autoscalers));
    }

    @Test
    void isMonitoredWhereTheOperatorIs() {
        Rendering required = Rendering.of("required.yaml");
        assertThat(required.manifests().ofKind("ServiceMonitor")).isEmpty();
        assertThat(required.with("apiVersions[0]=monitoring.coreos.com/v1")
                        .manifests()
                        .ofKind("ServiceMonitor"))
                .hasSize(4);
    }

    @Test
    void isMonitoredOrNotAsSaid() {
        Rendering required = Rendering.of("required.yaml");
        assertThat(required.with("metrics.serviceMonitor.enabled=true")
                        .manifests()
                        .ofKind("ServiceMonitor"))
                .hasSize(4);
        assertThat(required.with("metrics.serviceMonitor.enabled=false")
                        .with("apiVersions[0]=monitoring.coreos.com/v1")
                        .manifests()
                        .ofKind("ServiceMonitor"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.networking.k8s.io/v1, gateway.networking.k8s.io/v1",
        "gateway.networking.k8s.io/v1beta1, gateway.networking.k8s.io/v1beta1",
        "other.example.org/v1, gateway.networking.k8s.io/v1"
    })
    void routesByTheGatewayApiThatIsThere(String there, String spoken) {
        assertThat(Rendering.of("gateway-api.yaml")
                        .with("apiVersions[0]=" + there)
                        .manifests()
                        .only("HTTPRoute", "fourways")
                        .apiVersion())
                .isEqualTo(spoken);
    }
}
