package io.fourways.infra.chart;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifests that a change must not touch unseen. */
class GoldenManifestsTests {

    private static final Path FOLDER = Path.of("src/test/resources/io/fourways/infra/chart/golden");

    @ParameterizedTest
    @CsvSource({
        "required, Deployment, fourways-gateway",
        "required, Deployment, fourways-dispatch",
        "required, PodDisruptionBudget, fourways-gateway",
        "required, Service, fourways-gateway",
        "required, NetworkPolicy, fourways-gateway",
        "required, NetworkPolicy, fourways-producer",
        "required, NetworkPolicy, fourways-ingest",
        "required, NetworkPolicy, fourways-dispatch",
        "everything, Deployment, events-gateway",
        "everything, NetworkPolicy, events-dispatch",
        "everything, HorizontalPodAutoscaler, events-gateway",
        "everything, HorizontalPodAutoscaler, events-dispatch",
        "everything, ServiceMonitor, events-gateway",
        "ingress-nginx, Ingress, fourways",
        "ingress-haproxy, Ingress, fourways",
        "gateway-api, HTTPRoute, fourways",
        "operator-broker, RabbitmqCluster, fourways-broker"
    })
    void looksAsBefore(String values, String kind, String name) {
        Manifest manifest = Rendering.of(values + ".yaml").manifests().only(kind, name);
        Golden.compare(
                FOLDER.resolve(values).resolve(kind.toLowerCase(Locale.ROOT) + "-" + name + ".yaml"),
                manifest.text() + "\n");
    }
}
