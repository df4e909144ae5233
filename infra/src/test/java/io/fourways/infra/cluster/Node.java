package io.fourways.infra.cluster;

import io.fourways.infra.engine.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * The one node of a cluster, whose pods are containers of a Docker engine on that engine's own network: a scheduler places
 * them, and a kubelet runs them. It knows no Services and enforces no NetworkPolicies, and the cluster has no names for DNS.
 */
public final class Node implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> OF_ANY_POD = Map.of("label", "io.kubernetes.pod.name");

    private final Scheduler scheduler;
    private final Kubelet kubelet;
    private final Docker engine;

    private Node(Scheduler scheduler, Kubelet kubelet, Docker engine) {
        this.scheduler = scheduler;
        this.kubelet = kubelet;
        this.engine = engine;
    }

    /** Starts one, and waits until it takes pods. */
    public static Node of(Cluster cluster, Docker engine) {
        Path kubeconfig = kubeconfig(cluster);
        Scheduler scheduler = Scheduler.start(cluster.folder(), kubeconfig);
        Kubelet kubelet = Kubelet.start(cluster.folder(), kubeconfig, engine);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> scheduler.assertAlive() && kubelet.assertAlive() && isReady(cluster));
        return new Node(scheduler, kubelet, engine);
    }

    private static boolean isReady(Cluster cluster) {
        JsonNode nodes = cluster.api().get("/api/v1/nodes").taken().path("items");
        return nodes.valueStream()
                .filter(node -> node.at("/spec/taints").isMissingNode())
                .flatMap(node -> node.at("/status/conditions").valueStream())
                .anyMatch(condition -> condition.path("type").asString().equals("Ready")
                        && condition.path("status").asString().equals("True"));
    }

    private static Path kubeconfig(Cluster cluster) {
        try {
            return Files.writeString(cluster.folder().resolve("node.kubeconfig"), cluster.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and whatever of pods is still there. */
    @Override
    public void close() {
        kubelet.close();
        scheduler.close();
        Awaitility.await().atMost(PATIENCE).until(this::removesAllThatIsLeft);
        ControlGroups.removeThoseOfPods();
    }

    /** The engine may still be about what the kubelet has asked of it last. */
    private boolean removesAllThatIsLeft() {
        List<String> left = engine.containers(OF_ANY_POD);
        left.forEach(engine::removeIfThere);
        return left.isEmpty();
    }
}
