package io.fourways.infra.cluster;

import io.fourways.infra.InfraFiles;
import io.fourways.infra.engine.Docker;
import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The kubelet of a node, which runs pods as containers of an engine, asks their probes, and reports. */
final class Kubelet implements AutoCloseable {

    private final ChildProcess process;

    private Kubelet(ChildProcess process) {
        this.process = process;
    }

    static Kubelet start(Path folder, Path kubeconfig, Docker engine) {
        List<String> command = List.of(
                InfraFiles.at("test/kubelet").toString(),
                KubernetesPrograms.named("kubelet").toString(),
                folder.toString(),
                engine.uri(),
                kubeconfig.toString(),
                engine.gateway(),
                Integer.toString(Ports.free()));
        return new Kubelet(ChildProcess.start(new ProcessBuilder(command), folder.resolve("kubelet.log")));
    }

    boolean assertAlive() {
        return process.assertAlive();
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(30));
    }
}
