package io.fourways.infra.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The groups of processes that a kubelet has the kernel keep, by what each pod may use; they outlive it. */
final class ControlGroups {

    private static final Path ALL = Path.of("/sys/fs/cgroup");
    private static final String OF_PODS = "kubepods";

    private ControlGroups() {}

    /** Removes those of pods that are gone, whatever they were kept for. */
    static void removeThoseOfPods() {
        try (Stream<Path> hierarchies = Files.list(ALL)) {
            hierarchies
                    .map(hierarchy -> hierarchy.resolve(OF_PODS))
                    .filter(Files::isDirectory)
                    .forEach(ControlGroups::remove);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A group's files are the kernel's, and go with it. */
    private static void remove(Path group) {
        try (Stream<Path> below = Files.walk(group)) {
            List<Path> groups = below.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path each : groups) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
