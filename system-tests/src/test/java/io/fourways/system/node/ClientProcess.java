package io.fourways.system.node;

import static org.awaitility.Awaitility.await;

import io.fourways.system.client.Tokens;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that is a process of its own: what it puts out is read line by line, and it can be told lines. */
public final class ClientProcess implements AutoCloseable {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ClientProcess(ProcessBuilder builder) {
        builder.environment().put("TOKEN", Tokens.everything());
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + builder.command().get(0) + ": install it", e);
        }
        Thread reader = new Thread(this::read, "client-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** One of the drivers in {@code src/test/node}. */
    public static ClientProcess node(String driver, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", driver));
        command.addAll(List.of(arguments));
        return new ClientProcess(
                new ProcessBuilder(command).directory(NodeModules.folder().toFile()));
    }

    /** A program of this machine. */
    public static ClientProcess of(String... command) {
        return new ClientProcess(
                new ProcessBuilder(command).directory(Path.of(".").toFile()));
    }

    /** What it has put out so far. */
    public List<String> lines() {
        return lines;
    }

    /** Waits for the n-th line that contains a text. */
    public String awaitLine(String text, int n) {
        await("line " + n + " with " + text + " of "
                        + process.info().commandLine().orElse("a client"))
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lines.stream().filter(line -> line.contains(text)).count() >= n);
        return lines.stream()
                .filter(line -> line.contains(text))
                .skip(n - 1)
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a line that contains a text. */
    public String awaitLine(String text) {
        return awaitLine(text, 1);
    }

    /** Writes it a line. */
    public void tell(String line) {
        try {
            BufferedWriter writer = process.outputWriter();
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("ended: " + e);
        }
    }
}
