package io.fourways.infra.cluster;

import io.fourways.infra.Program;
import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The store of an API server. */
final class Etcd implements AutoCloseable {

    private final ChildProcess process;
    private final String uri;

    private Etcd(ChildProcess process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it; who connects waits until it listens. */
    static Etcd start(Path folder) {
        String clients = "http://127.0.0.1:" + Ports.free();
        String peers = "http://127.0.0.1:" + Ports.free();
        List<String> command = List.of(
                Program.of("etcd", "etcd-server").path().toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers);
        return new Etcd(ChildProcess.start(new ProcessBuilder(command), folder.resolve("etcd.log")), clients);
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(30));
    }
}
