package io.fourways.infra.chart;

import io.fourways.infra.InfraFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The chart, as it is and with what a rendering cannot show otherwise. */
final class ChartCopy {

    static final Path ORIGINAL = InfraFiles.at("helm/fourways");

    /**
     * Looks for Secrets not in a cluster but in the value {@code global.there}, by name, key and content: Helm as a library
     * would ask whichever cluster the machine it runs on has to do with.
     */
    static final Path WITHOUT_CLUSTER = copy("without-cluster", ChartCopy::withoutCluster);

    /** Besides shows hooks like any other manifest, which Helm keeps to itself when it only renders. */
    static final Path WITH_HOOKS =
            copy("with-hooks", text -> withoutCluster(text).replaceAll("(?m)^ +helm\\.sh/hook:.*\\R", ""));

    private ChartCopy() {}

    private static String withoutCluster(String text) {
        return text.replace(
                "lookup \"v1\" \"Secret\" .root.Release.Namespace .name",
                "index (default dict (default dict .root.Values.global).there) .name");
    }

    private static Path copy(String name, UnaryOperator<String> change) {
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            Path copy = Path.of("target", "charts", name).toAbsolutePath();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(ORIGINAL.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, change.apply(Files.readString(file)));
            }
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
