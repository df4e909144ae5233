package io.fourways.infra.cluster;

import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The scheduler of a cluster, which says of each new pod what node it is for. */
final class Scheduler implements AutoCloseable {

    private final ChildProcess process;

    private Scheduler(ChildProcess process) {
        this.process = process;
    }

    static Scheduler start(Path folder, Path kubeconfig) {
        List<String> command = List.of(
                KubernetesPrograms.named("kube-scheduler").toString(),
                "--kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--port=0",
                "--secure-port=" + Ports.free(),
                "--cert-dir=" + folder.resolve("scheduler"));
        return new Scheduler(ChildProcess.start(new ProcessBuilder(command), folder.resolve("scheduler.log")));
    }

    boolean assertAlive() {
        return process.assertAlive();
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(30));
    }
}
