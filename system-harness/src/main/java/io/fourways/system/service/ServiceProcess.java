package io.fourways.system.service;

import static org.awaitility.Awaitility.await;

import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import io.fourways.system.process.ProcessFigures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A service as a process of its own, on a free port of the loopback. */
public final class ServiceProcess implements AutoCloseable {

    private static final String HEAP = "384m";
    private static final String HARDLY_COMPILED = "-XX:TieredStopAtLevel=1";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ServiceProgram program;
    private final int port;
    private final Map<String, String> environment;
    private final Path log;
    private ChildProcess process;

    private ServiceProcess(ServiceProgram program, int port, Map<String, String> environment) {
        this.program = program;
        this.port = port;
        this.environment = environment;
        log = Path.of("target", "services", "%03d-%s.log".formatted(NUMBER.incrementAndGet(), program.name()));
        process = launch();
    }

    /** Launches a service without waiting for it, to be up soon rather than to be fast. */
    public static ServiceProcess launch(ServiceJar jar, Map<String, String> environment) {
        return launch(jar.soonUp(soonUp(HEAP), environment), environment);
    }

    /** Launches a service with the JVM's own choice of compilers and collector, as it is shipped: to be measured. */
    public static ServiceProcess launchAsShipped(ServiceJar jar, Map<String, String> environment) {
        return launch(jar.program(List.of("-Xmx" + HEAP)), environment);
    }

    /** Launches a service under the options of a JVM: where these keep it from compiling well, up soon as well. */
    public static ServiceProcess launch(ServiceJar jar, List<String> jvmOptions, Map<String, String> environment) {
        ServiceProgram program =
                jvmOptions.contains(HARDLY_COMPILED) ? jar.soonUp(jvmOptions, environment) : jar.program(jvmOptions);
        return launch(program, environment);
    }

    /** A service with no more memory for its heap than this, in the form that {@code -Xmx} takes; ready. */
    public static ServiceProcess startWithHeap(ServiceJar jar, Map<String, String> environment, String heap) {
        return launch(jar.soonUp(soonUp(heap), environment), environment).awaitReady();
    }

    private static List<String> soonUp(String heap) {
        return List.of("-Xmx" + heap, "-XX:+UseSerialGC", HARDLY_COMPILED);
    }

    /** Launches a program without waiting for it. */
    public static ServiceProcess launch(ServiceProgram program, Map<String, String> environment) {
        return new ServiceProcess(program, Ports.freeForService(), environment);
    }

    /** A service that is ready. */
    public static ServiceProcess start(ServiceJar jar, Map<String, String> environment) {
        return launch(jar, environment).awaitReady();
    }

    /** Waits until it says that it is ready. */
    public ServiceProcess awaitReady() {
        await(program.name() + " to be ready, see " + log)
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> process.assertAlive() && isReady());
        return this;
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(management("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it serves. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** An address of its management. */
    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + (port + Ports.MANAGEMENT_OFFSET) + path);
    }

    /** Starts it again on the same port, after it was ended. */
    public void restart() {
        relaunch();
        awaitReady();
    }

    /** Starts it again on the same port, after it was ended, without waiting for it. */
    public void relaunch() {
        process = launch();
    }

    /** Asks it to end and waits until it has. */
    public void stop() {
        process.stop(Duration.ofMinutes(1));
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.signal("TERM");
    }

    /** Halts it (SIGSTOP), as a machine does that has no time for it: its sockets stay, and nobody answers. */
    public void pause() {
        process.signal("STOP");
    }

    /** Lets it go on after a pause. */
    public void resume() {
        process.signal("CONT");
    }

    /** Ends it as a power cut would. */
    public void kill9() {
        process.kill9();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it uses now. */
    public ProcessFigures figures() {
        return ProcessFigures.of(process.pid());
    }

    /** What it has logged so far. */
    public String log() {
        return process.output();
    }

    /** Waits until it has ended by itself; its exit value. */
    public int awaitEnd(Duration patience) {
        return process.awaitEnd(patience);
    }

    @Override
    public void close() {
        process.kill9();
    }

    private ChildProcess launch() {
        ProcessBuilder builder = new ProcessBuilder(program.command());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("FOURWAYS_"));
        Map<String, String> all = new HashMap<>(environment);
        all.put(program.portVariable(), Integer.toString(port));
        builder.environment().putAll(all);
        return ChildProcess.start(builder, log);
    }
}
