package io.fourways.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of this machine, which says what it thinks of a file. */
public final class Program {

    private final Path path;

    private Program(Path path) {
        this.path = path;
    }

    /** The program of that name, which comes with a package of Debian's. */
    public static Program of(String name, String debianPackage) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/bin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Program::new)
                .orElseThrow(() -> new IllegalStateException(
                        "These tests need " + name + " (Debian: apt-get install " + debianPackage + ")"));
    }

    /** Where it is, for whoever starts it himself. */
    public Path path() {
        return path;
    }

    /** Runs it in a folder, and waits for its end. */
    public Outcome run(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How it ended, and all that it has put out. */
    public record Outcome(int exit, String output) {}
}
