package io.fourways.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the folder {@code infra}, which is the one that this module's tests run in. */
public final class InfraFiles {
    private InfraFiles() {}

    /** The file or folder of that path below {@code infra}. */
    public static Path at(String path) {
        Path file = Path.of(path).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no " + file);
        }
        return file;
    }

    /** The files below a folder whose names end so, in order. */
    public static List<Path> below(String folder, String ending) {
        try (Stream<Path> files = Files.walk(at(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
