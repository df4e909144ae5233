package io.fourways.system.broker;

import static org.awaitility.Awaitility.await;

import io.fourways.system.process.ChildProcess;
import io.fourways.system.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A RabbitMQ node of the tests' own: its ports, its node name, its port mapper and its data below {@code target/}, so
 * that it disturbs no other and may be killed. It keeps its data over {@link #kill9} and {@link #start}.
 */
public final class RabbitNode implements Broker, AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final NodeFolder folder;
    private final NodePorts ports;
    private final ChildProcess portMapper;
    private ChildProcess server;

    private RabbitNode(boolean measured, String... configuration) throws IOException {
        String name = "fourways" + ProcessHandle.current().pid() + "n" + NUMBER.incrementAndGet();
        ports = NodePorts.free();
        folder = NodeFolder.create(Path.of("target", "rabbitmq", name), name, ports, measured, configuration);
        portMapper = ChildProcess.start(
                new ProcessBuilder("epmd", "-port", Integer.toString(ports.portMapper()), "-address", "127.0.0.1"),
                folder.path("epmd.log"));
        server = launch();
    }

    /** A new node, up. */
    public static RabbitNode started() {
        return startedWith();
    }

    /** A new node, up, with further lines in its {@code rabbitmq.conf}. */
    public static RabbitNode startedWith(String... configuration) {
        return started(false, configuration);
    }

    /** A new node, up, that tells what it does at {@link #metricsPort}. */
    public static RabbitNode measured() {
        return started(true);
    }

    private static RabbitNode started(boolean measured, String... configuration) {
        try {
            RabbitNode node = new RabbitNode(measured, configuration);
            node.awaitUp();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("RabbitMQ does not start", e);
        }
    }

    @Override
    public BrokerAddress address() {
        return new BrokerAddress("127.0.0.1", ports.amqp(), ports.stream(), "guest", "guest", "/");
    }

    /** Where Prometheus finds what a {@link #measured} node does. */
    public int metricsPort() {
        return ports.metrics();
    }

    /** Its server's process. */
    public long pid() {
        return server.pid();
    }

    /** A new virtual host on this node: a log of its own, without another node. */
    public BrokerAddress newVirtualHost() {
        String name = "vh" + NUMBER.incrementAndGet();
        manage("PUT", "vhosts/" + name, "{}");
        manage("PUT", "permissions/" + name + "/guest", "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        return address().inVirtualHost(name);
    }

    /** Starts it again after {@link #kill9} or {@link #stop}, on the same ports, with the data it had. */
    public void start() {
        server = launch();
        awaitUp();
    }

    /** Halts it where it is, connections and all: it confirms nothing more until it is killed. */
    public void halt() {
        server.signal("STOP");
    }

    /** Ends it as a power cut would. */
    public void kill9() {
        server.kill9();
    }

    /** Ends it in good order. */
    public void stop() {
        server.stop(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        server.kill9();
        portMapper.kill9();
    }

    private ChildProcess launch() {
        return ChildProcess.start(
                folder.withEnvironment(
                        new ProcessBuilder(RabbitInstallation.server().toString())),
                folder.path("server.log"));
    }

    private void awaitUp() {
        await("RabbitMQ to listen, see " + folder.path("server.log"))
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> server.assertAlive() && listensOn(ports.amqp()) && listensOn(ports.stream()));
    }

    private boolean listensOn(int port) {
        try {
            return manage("GET", "health/checks/port-listener/" + port, "") == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Asks the management API; the status is the answer. */
    private int manage(String method, String path, String body) {
        String login = Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.management() + "/api/" + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Six ports that nobody listens on. */
    record NodePorts(int amqp, int stream, int management, int metrics, int distribution, int portMapper) {

        static NodePorts free() {
            return new NodePorts(Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
        }
    }

    /** Configuration, data and log of a node in one folder. */
    private record NodeFolder(Path root, String name, NodePorts ports) {

        static NodeFolder create(Path root, String name, NodePorts ports, boolean measured, String... more)
                throws IOException {
            NodeFolder folder = new NodeFolder(root.toAbsolutePath(), name, ports);
            for (String part : new String[] {"data", "log", "home"}) {
                Files.createDirectories(folder.path(part));
            }
            Files.writeString(
                    folder.path("rabbitmq.conf"),
                    folder.configuration() + (measured ? folder.metrics() : "") + String.join("\n", more) + "\n");
            Files.writeString(
                    folder.path("enabled_plugins"),
                    "[rabbitmq_management,rabbitmq_stream%s].".formatted(measured ? ",rabbitmq_prometheus" : ""),
                    StandardCharsets.UTF_8);
            Files.writeString(folder.path("env.conf"), "");
            return folder;
        }

        Path path(String part) {
            return root.resolve(part);
        }

        private String configuration() {
            return """
                    listeners.tcp.1 = 127.0.0.1:%d
                    stream.listeners.tcp.1 = 127.0.0.1:%d
                    stream.advertised_host = 127.0.0.1
                    stream.advertised_port = %d
                    stream.frame_max = 67108864
                    management.tcp.ip = 127.0.0.1
                    management.tcp.port = %d
                    default_user = guest
                    default_pass = guest
                    vm_memory_high_watermark.absolute = 1GB
                    disk_free_limit.absolute = 200MB
                    log.console = false
                    """.formatted(ports.amqp(), ports.stream(), ports.stream(), ports.management());
        }

        /** Settings of a plugin that is not there would keep the server from starting. */
        private String metrics() {
            return """
                    prometheus.tcp.ip = 127.0.0.1
                    prometheus.tcp.port = %d
                    """.formatted(ports.metrics());
        }

        /** RUNNING_UNDER_SYSTEMD makes the script become the server, so that its pid is the server's. */
        ProcessBuilder withEnvironment(ProcessBuilder server) {
            var environment = server.environment();
            environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_"));
            environment.put("HOME", path("home").toString());
            environment.put("LANG", "C.UTF-8");
            environment.put("LC_ALL", "C.UTF-8");
            environment.put("RUNNING_UNDER_SYSTEMD", "true");
            environment.put("RABBITMQ_CONF_ENV_FILE", path("env.conf").toString());
            environment.put("RABBITMQ_NODENAME", name + "@localhost");
            environment.put("RABBITMQ_USE_LONGNAME", "false");
            environment.put("RABBITMQ_MNESIA_BASE", path("data").toString());
            environment.put("RABBITMQ_LOG_BASE", path("log").toString());
            environment.put("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf").toString());
            environment.put(
                    "RABBITMQ_ADVANCED_CONFIG_FILE", path("advanced.config").toString());
            environment.put(
                    "RABBITMQ_ENABLED_PLUGINS_FILE", path("enabled_plugins").toString());
            environment.put("RABBITMQ_GENERATED_CONFIG_DIR", path("schema").toString());
            environment.put("RABBITMQ_SCHEMA_DIR", path("schema").toString());
            environment.put("RABBITMQ_PID_FILE", path("pid").toString());
            environment.put("RABBITMQ_DIST_PORT", Integer.toString(ports.distribution()));
            environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
            environment.put("ERL_EPMD_PORT", Integer.toString(ports.portMapper()));
            environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
            return server;
        }
    }
}
