package io.fourways.infra.cluster;

import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The API server of a cluster: what everybody else of it, and who uses it, talks to. */
final class ApiServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final String uri;
    private final Path certificate;

    private ApiServer(ChildProcess process, String uri, Path certificate) {
        this.process = process;
        this.uri = uri;
        this.certificate = certificate;
    }

    /** Starts it, with a certificate that it makes itself. */
    static ApiServer start(Path folder, Etcd etcd, Administrator administrator) {
        int port = Ports.free();
        Path certificates = folder.resolve("api-server");
        List<String> command = List.of(
                KubernetesPrograms.named("kube-apiserver").toString(),
                "--etcd-servers=" + etcd.uri(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                // it would offer its address to pods, and no pod could reach it by the loopback
                "--endpoint-reconciler-type=none",
                "--cert-dir=" + certificates,
                "--token-auth-file=" + administrator.tokens(),
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + administrator.serviceAccountKey(),
                "--service-account-signing-key-file=" + administrator.serviceAccountKey());
        ChildProcess process = ChildProcess.start(new ProcessBuilder(command), folder.resolve("api-server.log"));
        Path certificate = certificates.resolve("apiserver.crt");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> process.assertAlive() && Files.exists(certificate) && Files.size(certificate) > 0);
        return new ApiServer(process, "https://127.0.0.1:" + port, certificate);
    }

    /** Waits until it has all that it starts with. */
    void awaitReady(Api api) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> process.assertAlive() && api.get("/readyz").status() == 200);
    }

    String uri() {
        return uri;
    }

    Path certificate() {
        return certificate;
    }

    @Override
    public void close() {
        process.stop(Duration.ofMinutes(2));
    }
}
