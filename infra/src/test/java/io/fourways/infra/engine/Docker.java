package io.fourways.infra.engine;

import io.fourways.infra.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Docker engine that {@code DOCKER_HOST} names, as its client asks it. Tests run in its network namespace. */
public final class Docker {

    private static final String HOST = "DOCKER_HOST";
    private static final Path HERE = Path.of("");

    private final Program client = Program.of("docker", "docker.io");

    public String uri() {
        return Optional.ofNullable(System.getenv(HOST))
                .orElseThrow(() -> new IllegalStateException(
                        "These tests need a Docker engine that " + HOST + " names: infra/test/engine starts one"));
    }

    /** The engine's machine, as containers see it. */
    public String gateway() {
        return run("network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}");
    }

    /** Starts a container; its id. */
    public String start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--detach"));
        command.addAll(arguments);
        return run(command);
    }

    /** Runs a command in a container; whether it has succeeded. */
    public boolean succeeds(String container, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", container));
        arguments.addAll(List.of(command));
        return client.run(HERE.toAbsolutePath(), arguments).exit() == 0;
    }

    /** What a template makes of what the engine knows of a container. */
    public String inspect(String container, String template) {
        return run("inspect", "--format", template, container);
    }

    /** The address that others reach it at. */
    public String address(String container) {
        return inspect(container, "{{.NetworkSettings.IPAddress}}");
    }

    /** Those that are there, running or not, that filters leave. */
    public List<String> containers(Map<String, String> filters) {
        List<String> command = new ArrayList<>(List.of("ps", "--all", "--quiet"));
        filters.forEach((name, value) -> command.addAll(List.of("--filter", name + "=" + value)));
        return run(command).lines().toList();
    }

    /** Ends it and takes it away, with all that it has kept. */
    public void remove(String container) {
        run("rm", "--force", "--volumes", container);
    }

    /** The same, of one that somebody else may be taking away just now; whether it was done here. */
    public boolean removeIfThere(String container) {
        return client.run(HERE.toAbsolutePath(), List.of("rm", "--force", "--volumes", container))
                        .exit()
                == 0;
    }

    private String run(String... arguments) {
        return run(List.of(arguments));
    }

    private String run(List<String> arguments) {
        Program.Outcome outcome = client.run(HERE.toAbsolutePath(), arguments);
        if (outcome.exit() != 0) {
            throw new AssertionError("docker " + arguments + ": " + outcome.output());
        }
        return outcome.output().strip();
    }
}
