package io.fourways.bench.peer;

import static org.awaitility.Awaitility.await;

import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that listens on a port of the loopback.
 *
 * @param process with those that it has started
 * @param port    where
 */
record PeerProcess(ChildProcess process, int port) {

    private static final Path LOGS = Path.of("target", "peers");

    /** Starts it, and waits until it listens. */
    static PeerProcess listening(String name, ProcessBuilder command, int port) {
        Path log = LOGS.resolve(name + "-" + port + ".log");
        PeerProcess peer = new PeerProcess(ChildProcess.start(command, log), port);
        await(name + " to listen, see " + log)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> peer.process.assertAlive() && peer.isListening());
        return peer;
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its own, and those of the processes that it has started. */
    List<Long> pids() {
        long pid = process.pid();
        Stream<Long> started = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), started).toList();
    }

    /** How the load client publishes to it: each event in a request of its own, on one connection. */
    List<String> publishing(String path, Channels channels) {
        return List.of(
                "--pub-port",
                Integer.toString(port),
                "--pub-path",
                path,
                "--pub-body",
                channels.event(),
                "--size",
                "0");
    }

    /** How the load client subscribes. */
    List<String> subscribing(Way way, String path) {
        return List.of("--mode", way.mode(), "--port", Integer.toString(port), "--path", path);
    }

    void close() {
        process.stop(Duration.ofSeconds(20));
    }
}
