package io.fourways.infra.cluster;

import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The controllers of a cluster, which make pods of Deployments, endpoints of Services, and clear away what nobody owns. */
final class ControllerManager implements AutoCloseable {

    private final ChildProcess process;

    private ControllerManager(ChildProcess process) {
        this.process = process;
    }

    static ControllerManager start(Path folder, ApiServer server, Administrator administrator) {
        List<String> command = List.of(
                KubernetesPrograms.named("kube-controller-manager").toString(),
                "--kubeconfig=" + kubeconfig(folder, server, administrator),
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--secure-port=" + Ports.free(),
                "--cert-dir=" + folder.resolve("controller-manager"),
                "--root-ca-file=" + server.certificate(),
                "--service-account-private-key-file=" + administrator.serviceAccountKey());
        return new ControllerManager(
                ChildProcess.start(new ProcessBuilder(command), folder.resolve("controller-manager.log")));
    }

    private static Path kubeconfig(Path folder, ApiServer server, Administrator administrator) {
        try {
            return Files.writeString(
                    folder.resolve("controller-manager.kubeconfig"),
                    administrator.kubeconfig(server.uri(), server.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean assertAlive() {
        return process.assertAlive();
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(30));
    }
}
