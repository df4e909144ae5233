package io.fourways.infra.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.ReleaseHistory;
import io.fourways.infra.cluster.Cluster;
import io.fourways.infra.cluster.Node;
import io.fourways.infra.engine.Backing;
import io.fourways.infra.engine.Docker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chart, by Helm, on a whole node, where its pods run: {@code ./fourways infra-test --without-registry} runs it, and the
 * suite does not. Broker and databases are containers beside the cluster.
 */
class NodeCampaign {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String VALUES = "required.yaml";
    private static final List<String> COMPONENTS = List.of("gateway", "producer", "ingest", "dispatch");
    private static final int AFTERWARDS = 20;

    /** In seconds; what is left in place is ready as soon as it is back. */
    private static final int NOT_READY_AFTER = 20;

    private static final Docker ENGINE = new Docker();

    private static Cluster cluster;
    private static Node node;
    private static Backing backing;
    private static HelmRelease release;
    private static ReleasedPods pods;

    @BeforeAll
    static void start(TestReporter reporter) {
        backing = Backing.start(ENGINE);
        cluster = Cluster.start();
        node = Node.of(cluster, ENGINE);
        release = HelmRelease.in(cluster, "events");
        pods = new ReleasedPods(cluster.objects(), release);
        secret("broker", Map.of("username", Backing.USER, "password", Backing.USER));
        secret("tokens", Map.of("jwt-secret", Access.SECRET));
        secret("ingest-database", Map.of("url", backing.database("ingest")));
        secret("dispatch-database", Map.of("url", backing.database("dispatch")));
        release.installing(VALUES, settings(Map.of()))
                .waitReady()
                .withTimeout((int) PATIENCE.toSeconds())
                .call();
        reporter.publishEntry("Kubernetes", cluster.version());
    }

    private static void secret(String name, Map<String, String> content) {
        JsonNode secret = JSON.valueToTree(
                Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", name), "stringData", content));
        cluster.objects().create(release.namespace(), secret).taken();
    }

    /** So few pods, and so little asked for, that a small machine has room for one more of each. */
    private static Map<String, Object> settings(Map<String, Object> others) {
        Map<String, Object> settings = new HashMap<>(others);
        settings.put("broker.host", backing.brokerHost());
        COMPONENTS.forEach(component -> settings.put(component + ".resources.requests.cpu", "50m"));
        COMPONENTS.stream()
                .filter(component -> !component.equals("gateway"))
                .forEach(component -> settings.put(component + ".replicas", 1));
        return settings;
    }

    @AfterAll
    static void stop() {
        try {
            if (release != null) {
                release.uninstall();
                await().atMost(PATIENCE).until(() -> pods.all().isEmpty());
            }
        } finally {
            Stream.of(node, cluster, backing).filter(Objects::nonNull).forEach(NodeCampaign::close);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyPodIsReadyByItsOwnProbesAndWasNeverStartedAnew() {
        COMPONENTS.forEach(component -> assertThat(pods.namesOf(component)).isNotEmpty());
        assertThat(pods.all()).allSatisfy(pod -> {
            assertThat(pod.at("/spec/containers/0/readinessProbe/httpGet/path").asString())
                    .isEqualTo("/actuator/health/readiness");
            assertThat(pod.at("/status/containerStatuses/0/ready").asBoolean()).isTrue();
            assertThat(pod.at("/status/containerStatuses/0/restartCount").asInt())
                    .isZero();
        });
    }

    @Test
    void containersAreConfinedAsTheChartSays() {
        assertThat(pods.all()).allSatisfy(pod -> assertThat(ENGINE.inspect(
                        container(pod),
                        "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.Privileged}}"
                                + " {{.HostConfig.SecurityOpt}}"))
                .startsWith("10001:10001 true [ALL] false [")
                .contains("no-new-privileges")
                .doesNotContain("unconfined"));
    }

    private static String container(JsonNode pod) {
        return pod.at("/status/containerStatuses/0/containerID").asString().substring("docker://".length());
    }

    @Test
    void anEventGoesInAndComesOutThroughPods() {
        try (NumbersRead read = NumbersRead.of(() -> pods.any("gateway"), "node.through");
                NumbersPublished published = NumbersPublished.to(() -> pods.any("producer"), "node.through")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read.numbers()).contains(AFTERWARDS));
            assertThat(published.stop()).isGreaterThanOrEqualTo(AFTERWARDS);
        }
    }

    @Test
    void anUpgradeReplacesTheGatewaysAndAReaderThatResumesLosesNothing() {
        Set<String> before = pods.namesOf("gateway");
        Set<String> others = pods.names();
        others.removeAll(before);
        try (NumbersRead read = NumbersRead.of(() -> pods.any("gateway"), "node.upgraded");
                NumbersPublished published = NumbersPublished.to(() -> pods.any("producer"), "node.upgraded")) {
            await().atMost(PATIENCE).until(() -> read.numbers().contains(AFTERWARDS));
            upgrade(Map.of("gateway.drainSeconds", 5), PATIENCE);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(pods.namesOf("gateway")).hasSize(2).doesNotContainAnyElementsOf(before));
            int afterwards = published.accepted() + AFTERWARDS;
            await().atMost(PATIENCE).until(() -> published.accepted() >= afterwards);
            int last = published.stop();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read.numbers()).contains(last));
            assertThat(read.numbers())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, last).boxed().toList());
            assertThat(read.others()).isEmpty();
            assertThat(read.gateways()).hasSizeGreaterThan(1);
            assertThat(read.ends())
                    .as("how it was sent away; refused: %s", read.refusals())
                    .isNotEmpty()
                    .containsOnly("ended, with status 200");
        }
        assertThat(pods.names()).containsAll(others);
    }

    @Test
    void anUpgradeThatDoesNotGetReadyIsTakenBackAndTheFormerPodsGoOn() {
        Set<String> before = pods.names();
        try (NumbersRead read = NumbersRead.of(() -> pods.any("gateway"), "node.taken-back");
                NumbersPublished published = NumbersPublished.to(() -> pods.any("producer"), "node.taken-back")) {
            await().atMost(PATIENCE).until(() -> read.numbers().contains(1));
            assertThatThrownBy(() -> upgrade(Map.of("image.tag", "is-nowhere"), Duration.ofSeconds(NOT_READY_AFTER)))
                    .hasMessageContaining("rolled back");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pods.names()).isEqualTo(before));
            int last = published.stop();
            await().atMost(PATIENCE).until(() -> read.numbers().contains(last));
            assertThat(read.ends()).isEmpty();
        }
        assertThat(release.history()).extracting(ReleaseHistory::getStatus).endsWith("failed", "deployed");
    }

    /** As operators do: back by itself if its pods do not get ready. */
    private static void upgrade(Map<String, Object> settings, Duration patience) {
        release.upgrading(VALUES, settings(settings))
                .atomic()
                .withTimeout((int) patience.toSeconds())
                .call();
    }
}
