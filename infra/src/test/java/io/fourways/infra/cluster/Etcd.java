package io.fourways.infra.cluster;

import io.fourways.infra.Program;
import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The store of an API server. */
final class Etcd implements AutoCloseable {

    private final ChildProcess process;
    private final String uri;

    private final Path data;

    private Etcd(ChildProcess process, String uri, Path data) {
        this.process = process;
        this.uri = uri;
        this.data = data;
    }

    /** Starts it; who connects waits until it listens. */
    static Etcd start(Path folder) {
        String clients = "http://127.0.0.1:" + Ports.free();
        String peers = "http://127.0.0.1:" + Ports.free();
        Path data = folder.resolve("etcd");
        List<String> command = List.of(
                Program.of("etcd", "etcd-server").path().toString(),
                "--data-dir=" + data,
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers);
        return new Etcd(ChildProcess.start(new ProcessBuilder(command), folder.resolve("etcd.log")), clients, data);
    }

    String uri() {
        return uri;
    }

    /** Ends it, and what it has kept, which is large; what it has said stays. */
    @Override
    public void close() {
        process.stop(Duration.ofSeconds(30));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
