package io.fourways.infra.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Kubernetes of one's own without nodes: the API server with its store, and the controllers, on ports of the loopback. So
 * objects are checked, kept, and made of each other as in any cluster; but pods are placed nowhere and run nothing unless it
 * is given a {@link Node}, Services lead nowhere, and NetworkPolicies stop nobody.
 */
public final class Cluster implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Etcd etcd;
    private final ApiServer server;
    private final ControllerManager controllers;
    private final Api api;
    private final String kubeconfig;
    private final Path folder;

    private Cluster(Path folder) {
        this.folder = folder;
        Administrator administrator = Administrator.in(folder);
        etcd = Etcd.start(folder);
        server = ApiServer.start(folder, etcd, administrator);
        api = Api.of(server.uri(), server.certificate(), administrator.token());
        server.awaitReady(api);
        controllers = ControllerManager.start(folder, server, administrator);
        kubeconfig = administrator.kubeconfig(server.uri(), server.certificate());
    }

    /** Starts one, which has nothing yet. */
    public static Cluster start() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            return new Cluster(Files.createTempDirectory(Files.createDirectories(target), "cluster"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Api api() {
        return api;
    }

    public Objects objects() {
        return new Objects(api);
    }

    /** How its administrator reaches it. */
    public String kubeconfig() {
        return kubeconfig;
    }

    /** Where its parts keep what they write. */
    Path folder() {
        return folder;
    }

    public String version() {
        return api.get("/version").taken().path("gitVersion").asString();
    }

    /** Makes a namespace, and waits until the controllers have seen to it. */
    public String namespace(String name) {
        JsonNode namespace = JSON.readTree("{\"metadata\":{\"name\":\"" + name + "\"}}");
        api.post("/api/v1/namespaces", namespace).taken();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> controllers.assertAlive()
                        && api.get("/api/v1/namespaces/" + name + "/serviceaccounts/default")
                                        .status()
                                == 200);
        return name;
    }

    @Override
    public void close() {
        controllers.close();
        server.close();
        etcd.close();
    }
}
