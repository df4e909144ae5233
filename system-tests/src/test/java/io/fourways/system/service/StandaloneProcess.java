package io.fourways.system.service;

import io.fourways.system.client.Publisher;
import io.fourways.system.process.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** All services in one process, on ports of its own. */
public final class StandaloneProcess implements AutoCloseable {

    private final ServiceProcess process;
    private final int producerPort;

    private StandaloneProcess(int producerPort, Map<String, String> environment) {
        this.producerPort = producerPort;
        process = ServiceProcess.start(ServiceJar.STANDALONE, environment);
    }

    /** A new one on embedded parts, with no settings but its ports; ready. */
    public static StandaloneProcess start() {
        return start(Map.of());
    }

    /** A new one with further environment; ready. */
    public static StandaloneProcess start(Map<String, String> more) {
        int producerPort = Ports.freeForService();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("FOURWAYS_PRODUCER_PORT", Integer.toString(producerPort));
        environment.putIfAbsent("FOURWAYS_INGEST_PORT", Integer.toString(Ports.freeForService()));
        environment.putIfAbsent("FOURWAYS_DISPATCH_PORT", Integer.toString(Ports.freeForService()));
        return new StandaloneProcess(producerPort, environment);
    }

    public URI gateway() {
        return process.uri();
    }

    public Publisher publisher() {
        return Publisher.at(URI.create("http://127.0.0.1:" + producerPort));
    }

    /** Ends it as a power cut would, and starts it again on the same ports. */
    public void killAndRestart() {
        process.kill9();
        process.restart();
    }

    /** What it has logged so far. */
    public String log() {
        return process.log();
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.terminate();
    }

    /** Waits until it has ended by itself; its exit value. */
    public int awaitEnd(Duration patience) {
        return process.awaitEnd(patience);
    }

    /** Asks it to end and waits until it has. */
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
