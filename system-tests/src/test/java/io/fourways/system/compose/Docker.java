package io.fourways.system.compose;

import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client of the Docker engine that the environment names, or the machine's.
 *
 * @param folder      where what it puts out is kept
 * @param environment what its commands are told besides
 */
record Docker(Path folder, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final AtomicInteger COMMANDS = new AtomicInteger();

    /** What a command puts out; fails unless it ends well. */
    String run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path log = newLog();
        ChildProcess process = ChildProcess.start(builder, log);
        int exit = process.awaitEnd(PATIENCE);
        if (exit != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + exit + ":\n" + process.output());
        }
        return process.output();
    }

    String run(String... arguments) {
        return run(List.of(arguments));
    }

    /** Without what an earlier run has left in it. */
    private Path newLog() {
        Path log = folder.resolve("docker-" + COMMANDS.incrementAndGet() + ".log");
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log;
    }
}
