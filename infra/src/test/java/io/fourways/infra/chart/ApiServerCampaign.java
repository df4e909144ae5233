package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.ReleaseHistory;
import io.fourways.infra.cluster.Api;
import io.fourways.infra.cluster.Cluster;
import io.fourways.infra.cluster.Objects;
import io.fourways.infra.cluster.PlayedNodes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chart, by Helm, on a real API server with its controllers: {@code ./fourways infra-test} runs it, and the suite does
 * not. There is no node: pods are made and never run, and where an upgrade waits for them, {@link PlayedNodes} say that they
 * are ready.
 */
class ApiServerCampaign {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> KEYS =
            List.of("Secret fourways-dispatch-key", "Secret fourways-ingest-key", "Secret fourways-jwt");

    /** In seconds; the former revision is ready as soon as it is back. */
    private static final int NOT_READY_AFTER = 10;

    private static Cluster cluster;
    private static Objects objects;
    private static PlayedNodes nodes;

    @BeforeAll
    static void start(TestReporter reporter) {
        cluster = Cluster.start();
        objects = cluster.objects();
        CustomDefinitions.define(cluster);
        Stream.of("messaging", "edge").forEach(ApiServerCampaign::priorityClass);
        nodes = PlayedNodes.of(cluster);
        reporter.publishEntry("Kubernetes", cluster.version());
    }

    /** Pods that name one are refused where there is none. */
    private static void priorityClass(String name) {
        JsonNode priority = JSON.readTree("{\"metadata\": {\"name\": \"" + name + "\"}, \"value\": 1}");
        cluster.api()
                .post("/apis/scheduling.k8s.io/v1/priorityclasses", priority)
                .taken();
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#files")
    void aDryRunOnTheServerFindsNothingWrongAndMakesNothing(String values) {
        HelmRelease release = release("dry-", values);
        assertThat(release.dryRun(values).getStatus()).isEqualTo("pending-install");
        assertThat(objects.in(release.namespace())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#files")
    void theServerKeepsAllThatItIsSentAndWarnsOfNothing(String values) {
        HelmRelease release = release("kept-", values);
        release.install(values);
        SentManifests sent = SentManifests.of(objects, release, 1);
        assertThat(sent.all().all()).isNotEmpty().allSatisfy(manifest -> assertThat(
                        Dropped.of(manifest.content(), stored(release, manifest)))
                .isEmpty());
        String nothingThere = cluster.namespace(release.namespace() + "-again");
        assertThat(sent.withHooks()).allSatisfy(manifest -> {
            Api.Answer answer = objects.tryToCreate(nothingThere, manifest.content());
            assertThat(Dropped.of(manifest.content(), answer.taken())).isEmpty();
            assertThat(answer.warnings()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("io.fourways.infra.chart.Matrix#files")
    void everyDeploymentGetsItsPods(String values) {
        HelmRelease release = release("pods-", values);
        release.install(values);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deployments(release))
                .isNotEmpty()
                .allSatisfy(deployment -> assertThat(
                                deployment.at("/status/availableReplicas").asInt())
                        .isEqualTo(deployment.at("/spec/replicas").asInt())
                        .isPositive()));
    }

    /** Neither a selector nor whatever else cannot be changed stands in the way. */
    @Test
    void upgradesLeadThroughAllValuesAndBack() {
        HelmRelease release = HelmRelease.in(cluster, "through-all");
        List<String> files = Matrix.files().toList();
        List<String> back = files.stream().sorted(Comparator.reverseOrder()).toList();
        release.install(files.get(0));
        Stream.concat(files.stream().skip(1), back.stream().skip(1))
                .forEach(values -> release.upgrading(values, Map.of()).call());
        assertThat(release.history())
                .hasSize(2 * files.size() - 1)
                .extracting(ReleaseHistory::getStatus)
                .containsOnly("superseded", "deployed");
    }

    @Test
    void anUpgradeChangesWhatItIsAskedToAndReplacesThePods() {
        HelmRelease release = HelmRelease.in(cluster, "upgraded");
        release.installAndWait("required.yaml");
        Set<String> before = pods(release);
        release.upgrading("required.yaml", Map.of("image.tag", "next", "gateway.drainSeconds", 40))
                .waitReady()
                .call();
        assertThat(deployments(release)).hasSize(4).allSatisfy(deployment -> assertThat(image(deployment))
                .endsWith(":next"));
        assertThat(deployment(release, "fourways-gateway")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(5 + 2 * 50);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pods(release)).hasSize(8).doesNotContainAnyElementsOf(before));
    }

    @Test
    void anUpgradeLeavesTheNumberOfPodsToTheAutoscaler() {
        HelmRelease release = HelmRelease.in(cluster, "scaled");
        release.install("everything.yaml");
        JsonNode scaled = JSON.readTree("""
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "events-gateway"}, "spec": {"replicas": 7}}
                """);
        objects.change(release.namespace(), scaled).taken();
        release.upgrading("everything.yaml", Map.of("image.tag", "next")).call();
        JsonNode gateway = deployment(release, "events-gateway");
        assertThat(image(gateway)).endsWith(":next");
        assertThat(gateway.at("/spec/replicas").asInt()).isEqualTo(7);
    }

    @Test
    void anUpgradeThatDoesNotGetReadyGoesBackAndTakesNoPodAway() {
        HelmRelease release = HelmRelease.in(cluster, "taken-back");
        release.installAndWait("required.yaml");
        Set<String> before = pods(release);
        String image = image(deployment(release, "fourways-gateway"));
        Map<String, Object> settings = Map.of("image.tag", PlayedNodes.NEVER_READY, "gateway.drainSeconds", 40);
        assertThatThrownBy(() -> release.upgrading("required.yaml", settings)
                        .atomic()
                        .withTimeout(NOT_READY_AFTER)
                        .call())
                .hasMessageContaining("rolled back");
        assertThat(release.history())
                .extracting(ReleaseHistory::getStatus)
                .containsExactly("superseded", "failed", "deployed");
        assertThat(image(deployment(release, "fourways-gateway"))).isEqualTo(image);
        assertThat(SentManifests.of(objects, release, 3).all())
                .isEqualTo(SentManifests.of(objects, release, 1).all());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pods(release)).isEqualTo(before));
    }

    @Test
    void madeUpSecretsStayWhatTheyAreWhenTheReleaseIsUpgraded() {
        HelmRelease release = HelmRelease.in(cluster, "secrets");
        release.install("generated-secrets.yaml");
        Map<String, String> before = keys(release);
        release.upgrading("generated-secrets.yaml", Map.of("image.tag", "next")).call();
        assertThat(keys(release)).hasSize(3).isEqualTo(before);
    }

    @Test
    void whoMakesUpOtherSecretsIsRefused() {
        HelmRelease release = HelmRelease.in(cluster, "replaced");
        release.install("generated-secrets.yaml");
        Map<String, String> before = keys(release);
        assertThatThrownBy(() -> release.upgrading(ChartCopy.WITHOUT_CLUSTER, "generated-secrets.yaml", Map.of())
                        .call())
                .hasMessageContaining("field is immutable when `immutable` is set");
        assertThat(Rendering.of("generated-secrets.yaml").manifests().ofKind("Secret"))
                .hasSize(3)
                .allSatisfy(secret -> assertThat(objects.change(release.namespace(), secret.content())
                                .status())
                        .isEqualTo(422));
        assertThat(keys(release)).isEqualTo(before);
    }

    @Test
    void uninstallingLeavesTheMadeUpSecretsAndALaterInstallUsesThem() {
        HelmRelease release = HelmRelease.in(cluster, "left");
        release.install("generated-secrets.yaml");
        Map<String, String> before = keys(release);
        release.uninstall();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(objects.in(release.namespace()))
                .containsExactlyInAnyOrderElementsOf(KEYS));
        release.install("generated-secrets.yaml");
        assertThat(keys(release)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything.yaml", "operator-broker.yaml"})
    void uninstallingLeavesNothingButTheBrokerAndALaterInstallFindsIt(String values) {
        HelmRelease release = release("gone-", values);
        release.install(values);
        release.uninstall();
        List<String> kept = values.startsWith("operator") ? List.of("RabbitmqCluster fourways-broker") : List.of();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(objects.in(release.namespace())).containsExactlyElementsOf(kept));
        release.install(values);
        assertThat(release.history()).extracting(ReleaseHistory::getStatus).containsExactly("deployed");
    }

    private static HelmRelease release(String purpose, String values) {
        return HelmRelease.in(cluster, purpose + values.replace(".yaml", ""));
    }

    private static JsonNode stored(HelmRelease release, Manifest manifest) {
        return objects.stored(release.namespace(), manifest.apiVersion(), manifest.kind(), manifest.name());
    }

    private static List<JsonNode> deployments(HelmRelease release) {
        return objects.all(release.namespace(), "apps/v1", "Deployment");
    }

    private static JsonNode deployment(HelmRelease release, String name) {
        return objects.stored(release.namespace(), "apps/v1", "Deployment", name);
    }

    private static String image(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0/image").asString();
    }

    private static Set<String> pods(HelmRelease release) {
        return objects.all(release.namespace(), "v1", "Pod").stream()
                .map(pod -> pod.at("/metadata/name").asString())
                .collect(Collectors.toSet());
    }

    /** What is in the Secrets that were made up, by their names. */
    private static Map<String, String> keys(HelmRelease release) {
        return KEYS.stream()
                .map(secret -> secret.substring("Secret ".length()))
                .collect(
                        Collectors.toMap(name -> name, name -> objects.stored(release.namespace(), "v1", "Secret", name)
                                .path("data")
                                .toString()));
    }
}
