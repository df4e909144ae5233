package io.fourways.bench.compiled;

import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A program in {@code src/main/c}, compiled on the spot. */
public final class CompiledProgram {

    private static final Path SOURCES = Path.of("src", "main", "c");
    private static final Path TARGET = Path.of("target", "c");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, Path> COMPILED = new ConcurrentHashMap<>();

    private CompiledProgram() {}

    /**
     * Where it is, compiled by whoever asks first.
     *
     * @param name    of the program and of its main source, without {@code .c}
     * @param further sources' names, likewise
     * @throws IllegalStateException if it does not compile
     */
    public static Path of(String name, String... further) {
        return COMPILED.computeIfAbsent(name, first -> compile(name, further));
    }

    private static Path compile(String name, String... further) {
        try {
            Files.createDirectories(TARGET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path program = TARGET.resolve(name).toAbsolutePath();
        Path log = TARGET.resolve(name + ".log");
        List<String> command =
                new ArrayList<>(List.of("cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program.toString()));
        Stream.concat(Stream.of(name), Stream.of(further))
                .map(CompiledProgram::source)
                .forEach(command::add);
        int exit = ChildProcess.start(new ProcessBuilder(command), log).awaitEnd(PATIENCE);
        if (exit != 0) {
            throw new IllegalStateException("cc ended with " + exit + ", see " + log);
        }
        return program;
    }

    private static String source(String name) {
        return SOURCES.resolve(name + ".c").toString();
    }
}
