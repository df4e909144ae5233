package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** That what belongs together finds each other: pods, what selects them, and the ports by which they are met. */
class ServicesTests {

    private static final Map<String, Integer> PORTS =
            Map.of("delivery-gateway", 8080, "event-producer", 8081, "webhook-ingest", 8082, "webhook-dispatch", 8083);

    private static final String COMPONENT = "app.kubernetes.io/component";

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void everyServiceHasWhatKeepsItUp(Rendering rendering) {
        Manifests manifests = rendering.manifests();
        assertThat(manifests.ofKind("Deployment")).isNotEmpty().allSatisfy(deployment -> {
            JsonNode container = deployment.containers().get(0);
            assertThat(container.propertyNames()).contains("startupProbe", "readinessProbe", "livenessProbe");
            assertThat(manifests.find("PodDisruptionBudget", deployment.name())).isPresent();
            assertThat(manifests.find("Service", deployment.name())).isPresent();
            assertThat(deployment
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt(-1))
                    .isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void everySelectorFindsThePodsOfOneService(Rendering rendering) {
        Manifests manifests = rendering.manifests();
        assertThat(selectors(manifests)).isNotEmpty().allSatisfy(selector -> assertThat(
                        manifests.ofKind("Deployment").stream()
                                .map(deployment -> deployment.labels("/spec/template/metadata/labels"))
                                .filter(labels -> labels.entrySet().containsAll(selector.entrySet())))
                .hasSize(1));
    }

    private static List<Map<String, String>> selectors(Manifests manifests) {
        return Stream.of(
                        manifests.ofKind("Service").stream().map(service -> service.labels("/spec/selector")),
                        Stream.of("Deployment", "PodDisruptionBudget")
                                .flatMap(kind -> manifests.ofKind(kind).stream())
                                .map(owner -> owner.labels("/spec/selector/matchLabels")),
                        manifests.ofKind("NetworkPolicy").stream()
                                .map(policy -> policy.labels("/spec/podSelector/matchLabels")),
                        manifests.ofKind("Deployment").stream().flatMap(deployment -> deployment
                                .pod()
                                .path("topologySpreadConstraints")
                                .valueStream()
                                .map(constraint -> new Manifest("", constraint))
                                .map(constraint -> constraint.labels("/labelSelector/matchLabels"))))
                .flatMap(all -> all)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void everyMonitorFindsTheManagementOfOneService(Rendering rendering) {
        Manifests manifests = rendering.manifests();
        assertThat(manifests.ofKind("ServiceMonitor")).allSatisfy(monitor -> {
            Map<String, String> selector = monitor.labels("/spec/selector/matchLabels");
            assertThat(manifests.ofKind("Service"))
                    .filteredOn(service ->
                            service.labels("/metadata/labels").entrySet().containsAll(selector.entrySet()))
                    .singleElement()
                    .satisfies(service -> assertThat(
                                    service.at("/spec/ports/0/name").asString())
                            .isEqualTo(monitor.at("/spec/endpoints/0/port").asString()));
            assertThat(monitor.at("/spec/jobLabel").asString()).isEqualTo(COMPONENT);
        });
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#newest")
    void everyoneMeetsAServiceOnTheSamePorts(Rendering rendering) {
        Manifests manifests = rendering.manifests();
        assertThat(manifests.ofKind("Deployment")).allSatisfy(deployment -> {
            int port = Objects.requireNonNull(PORTS.get(deployment.label(COMPONENT)));
            assertThat(ports(deployment)).isEqualTo(Map.of("http", port, "management", port + 1000));
            assertThat(deployment
                            .variables()
                            .filter(variable -> variable.path("name").asString().matches("FOURWAYS_[A-Z]+_PORT"))
                            .map(variable -> variable.path("value").asString()))
                    .containsExactly(Integer.toString(port));
            assertThat(manifests
                            .only("Service", deployment.name())
                            .at("/spec/ports/0/targetPort")
                            .asString())
                    .isEqualTo("http");
            Manifest management = manifests.only("Service", deployment.name() + "-management");
            assertThat(management.at("/spec/ports/0/targetPort").asString()).isEqualTo("management");
            assertThat(management.at("/spec/ports/0/port").asInt()).isEqualTo(port + 1000);
            manifests.find("NetworkPolicy", deployment.name()).ifPresent(policy -> {
                assertThat(policy.at("/spec/ingress/0/ports/0/port").asInt()).isEqualTo(port);
                assertThat(policy.at("/spec/ingress/1/ports/0/port").asInt()).isEqualTo(port + 1000);
            });
        });
    }

    private static Map<String, Integer> ports(Manifest deployment) {
        return deployment
                .containers()
                .get(0)
                .path("ports")
                .valueStream()
                .collect(java.util.stream.Collectors.toMap(
                        port -> port.path("name").asString(),
                        port -> port.path("containerPort").asInt()));
    }

    @Test
    void managementIsAskedWhetherAServiceIsAlive() {
        assertThat(Rendering.of("required.yaml").manifests().ofKind("Deployment"))
                .allSatisfy(deployment -> {
                    JsonNode container = deployment.containers().get(0);
                    assertThat(Stream.of("startup", "readiness", "liveness")
                                    .map(probe -> container.at("/" + probe + "Probe/httpGet"))
                                    .map(get -> get.path("port").asString()
                                            + get.path("path").asString()))
                            .containsExactly(
                                    "management/actuator/health/liveness",
                                    "management/actuator/health/readiness",
                                    "management/actuator/health/liveness");
                });
    }

    /** Whoever goes on to an autoscaler must not have their number of pods set anew by each upgrade. */
    @Test
    void leavesTheNumberOfPodsToAnAutoscaler() {
        assertThat(Rendering.of("everything.yaml").manifests().ofKind("Deployment"))
                .allSatisfy(deployment ->
                        assertThat(deployment.at("/spec").has("replicas")).isFalse());
        assertThat(Rendering.of("required.yaml").manifests().ofKind("Deployment"))
                .allSatisfy(deployment ->
                        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2));
    }

    @Test
    void podsOfOneUpgradeAreSpreadAmongThemselvesWhereThatCanBeSaid() {
        assertThat(spread("1.25.0")).isNotEmpty().noneMatch(constraint -> constraint.has("matchLabelKeys"));
        assertThat(spread("1.27.0")).isNotEmpty().allMatch(constraint -> constraint.has("matchLabelKeys"));
    }

    private static List<JsonNode> spread(String kubernetes) {
        return Rendering.of("required.yaml").on(kubernetes).manifests().ofKind("Deployment").stream()
                .flatMap(deployment ->
                        deployment.pod().path("topologySpreadConstraints").valueStream())
                .toList();
    }
}
