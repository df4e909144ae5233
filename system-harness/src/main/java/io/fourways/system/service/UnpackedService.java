package io.fourways.system.service;

import io.fourways.system.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A service's jar taken apart, beside an archive of the classes that it loads when it starts: what a test starts again
 * and again is up with half the work. Made anew by each JVM that starts one; what runs is the same classes.
 *
 * @param jar     the application's, which names the libraries beside it
 * @param archive of the classes, for the JVM that made it, if there is one
 * @see <a href="https://docs.spring.io/spring-boot/reference/packaging/class-data-sharing.html">Spring Boot: class data
 *     sharing</a>
 */
record UnpackedService(Path jar, @Nullable Path archive) {

    private static final Map<Path, UnpackedService> MADE = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** @param environment what the service needs to find its way as far as to its web server */
    static UnpackedService archived(Path executable, Map<String, String> environment) {
        return MADE.computeIfAbsent(executable, jar -> unpack(jar).withArchive(environment));
    }

    /** Without an archive: for what is several services, which do not end where one would. */
    static UnpackedService of(Path executable) {
        return MADE.computeIfAbsent(executable, UnpackedService::unpack);
    }

    private static UnpackedService unpack(Path executable) {
        String name = executable.getFileName().toString().replace(".jar", "");
        Path folder = Path.of("target", "services", name).toAbsolutePath();
        UnpackedService unpacked = new UnpackedService(folder.resolve(executable.getFileName()), null);
        unpacked.run(
                Map.of(),
                "-Djarmode=tools",
                "-jar",
                executable.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString());
        return unpacked;
    }

    private UnpackedService withArchive(Map<String, String> environment) {
        Path made = jar.resolveSibling(jar.getFileName() + "-" + Runtime.version() + ".jsa");
        run(
                environment,
                "-XX:ArchiveClassesAtExit=" + made,
                "-XX:+UseSerialGC",
                "-Dspring.context.exit=onRefresh",
                "-jar",
                jar.toString());
        if (!Files.isRegularFile(made)) {
            throw new IllegalStateException(made + " was not made, see " + log());
        }
        return new UnpackedService(jar, made);
    }

    private void run(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(new ServiceProgram("unpack", "", List.of(arguments)).command());
        builder.environment().putAll(environment);
        int exit = ChildProcess.start(builder, log()).awaitEnd(PATIENCE);
        if (exit != 0) {
            throw new IllegalStateException("Ended with " + exit + ", see " + log());
        }
    }

    private Path log() {
        return jar.resolveSibling("unpacking.log");
    }

    /** What the JVM is to be told to run it. */
    List<String> arguments(List<String> jvmOptions) {
        List<String> arguments = new ArrayList<>(jvmOptions);
        if (archive != null) {
            arguments.add("-XX:SharedArchiveFile=" + archive);
        }
        arguments.addAll(List.of("-jar", jar.toString()));
        return arguments;
    }
}
