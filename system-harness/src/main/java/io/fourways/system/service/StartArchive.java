package io.fourways.system.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The classes of a service that has been started once, as its JVM had them by the time the service was ready: those that
 * start after it are up with about half the work. What runs is the same classes. For JVMs like the one that made it;
 * another starts without. An AOT cache (JEP 514) costs twice as much to make, and saves hardly more.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350: Dynamic CDS Archives</a>
 */
record StartArchive(Path file) {

    private static final Map<Path, StartArchive> MADE = new ConcurrentHashMap<>();

    /** @param rehearsal starts the service with the option given to it, and lets it end in order once it is ready */
    static StartArchive of(UnpackedService service, Consumer<String> rehearsal) {
        return MADE.computeIfAbsent(service.jar(), jar -> make(jar, rehearsal));
    }

    private static StartArchive make(Path jar, Consumer<String> rehearsal) {
        Path archive = jar.resolveSibling("start-" + Runtime.version() + ".jsa");
        Path note = jar.resolveSibling(archive.getFileName() + ".of");
        Once.make(note, "", () -> rehearsal.accept("-XX:ArchiveClassesAtExit=" + archive));
        return new StartArchive(archive);
    }

    /** What makes a JVM use it. */
    String option() {
        return "-XX:SharedArchiveFile=" + file;
    }
}
