package io.fourways.system.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Tokens;
import io.fourways.system.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stack of {@code infra/compose} with its demonstration, brought up, shaken and taken down by {@code docker compose}, as
 * an operator would.
 */
public final class ComposeStack implements AutoCloseable {

    private static final Path COMPOSE = Path.of("..", "infra", "compose");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int port = Ports.free();
    private final int prometheus = Ports.free();
    private final Docker docker;

    private ComposeStack(Path folder, String channels) {
        Path secrets = folder.resolve("secrets");
        Map<String, String> environment = new HashMap<>();
        environment.put("FOURWAYS_SECRETS", secrets.toString());
        environment.put("FOURWAYS_BIND", "127.0.0.1:" + port);
        environment.put("PROMETHEUS_PORT", Integer.toString(prometheus));
        environment.put("ALERTMANAGER_PORT", Integer.toString(Ports.free()));
        environment.put("FOURWAYS_DEMO_CHANNELS", channels);
        docker = new Docker(folder, environment);
    }

    /**
     * Builds the images, and waits until all of it is healthy.
     *
     * @param channels whose events go out to the receiver
     * @param leftOut  services that cannot be had here
     */
    public static ComposeStack up(String channels, List<String> leftOut) {
        Path folder = Path.of("target", "compose").toAbsolutePath();
        ComposeStack stack = new ComposeStack(folder, channels);
        try {
            stack.makeSecrets(folder.resolve("secrets"));
            stack.compose("build");
            List<String> up = new ArrayList<>(List.of("up", "--wait", "--quiet-pull"));
            up.addAll(stack.services().stream()
                    .filter(name -> !leftOut.contains(name))
                    .toList());
            stack.compose(up);
            return stack;
        } catch (AssertionError failed) {
            System.err.println(stack.compose("logs", "--tail=40"));
            stack.close();
            throw failed;
        }
    }

    /** Where clients find everything: the proxy. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI prometheus() {
        return URI.create("http://127.0.0.1:" + prometheus);
    }

    public List<String> services() {
        return compose("config", "--services").lines().sorted().toList();
    }

    /** Asks a container to end, and waits until it has. */
    public void stop(String service) {
        compose("stop", service);
    }

    public void restart(String service) {
        compose("restart", service);
    }

    /** Starts it again, and waits until it is healthy. */
    public void start(String service) {
        compose("start", service);
        awaitHealthy(service);
    }

    public void awaitHealthy(String service) {
        await(service + " to be healthy")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> inspect(service, "{{.State.Health.Status}}").equals("healthy"));
    }

    /** What has been logged so far. */
    public String log(String service) {
        return docker.run("logs", container(service));
    }

    /** What a template of {@code docker inspect} says of a service's container. */
    public String inspect(String service, String template) {
        return docker.run("inspect", "--format", template, container(service)).strip();
    }

    /** Of the containers that run: memory in use now. */
    public String memory() {
        return docker.run("stats", "--no-stream", "--format", "{{.Name}}\t{{.MemUsage}}");
    }

    /** Of the images that were built: their size. */
    public String images() {
        return docker.run(
                "image", "ls", "--filter", "reference=fourways/*", "--format", "{{.Repository}}:{{.Tag}}\t{{.Size}}");
    }

    private String container(String service) {
        String id = compose("ps", "--all", "--quiet", service).strip();
        assertThat(id).as("the container of %s", service).isNotEmpty();
        return id;
    }

    private String compose(String... arguments) {
        return compose(List.of(arguments));
    }

    private String compose(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "compose",
                "--project-name",
                "fourways-campaign",
                "--env-file",
                COMPOSE.resolve("demo.env").toString(),
                "--file",
                COMPOSE.resolve("compose.yaml").toString()));
        command.addAll(arguments);
        return docker.run(command);
    }

    /** Those that make-secrets makes, but for the tokens', which the tests' clients have. */
    private void makeSecrets(Path secrets) {
        try {
            Files.createDirectories(secrets);
            Path tokens = secrets.resolve("jwt-secret");
            if (!Files.exists(tokens)) {
                Files.writeString(tokens, Tokens.SECRET);
            }
            ProcessBuilder script =
                    new ProcessBuilder(COMPOSE.resolve("make-secrets").toString()).inheritIO();
            script.environment().put("FOURWAYS_SECRETS", secrets.toString());
            assertThat(script.start().waitFor()).as("make-secrets").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes everything down, and its data with it. */
    @Override
    public void close() {
        compose("down", "--volumes", "--timeout", "60");
    }
}
