package io.fourways.bench.fanload;

import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The load client as a program, compiled on the spot. */
final class FanloadProgram {

    private static final Path SOURCES = Path.of("src", "main", "c");
    private static final Path TARGET = Path.of("target", "fanload");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FanloadProgram() {}

    /** Where it is. */
    static Path compiled() {
        try {
            Files.createDirectories(TARGET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path program = TARGET.resolve("fanload").toAbsolutePath();
        Path log = TARGET.resolve("cc.log");
        ProcessBuilder compiler = new ProcessBuilder(
                "cc",
                "-O2",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                program.toString(),
                source("fanload"),
                source("amqp"));
        int exit = ChildProcess.start(compiler, log).awaitEnd(PATIENCE);
        if (exit != 0) {
            throw new IllegalStateException("cc ended with " + exit + ", see " + log);
        }
        return program;
    }

    private static String source(String name) {
        return SOURCES.resolve(name + ".c").toString();
    }
}
