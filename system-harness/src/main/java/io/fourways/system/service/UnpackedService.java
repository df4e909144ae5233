package io.fourways.system.service;

import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A service's jar taken apart, in a folder beside it: classes load sooner from jars than from jars in a jar. It is there
 * for the modules that come after too, until the jar is another one.
 *
 * @param jar the application's, which names the libraries beside it
 */
record UnpackedService(Path jar) {

    private static final Map<Path, UnpackedService> UNPACKED = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static UnpackedService of(Path executable) {
        return UNPACKED.computeIfAbsent(executable.toAbsolutePath().normalize(), UnpackedService::unpack);
    }

    private static UnpackedService unpack(Path executable) {
        Path folder = executable.resolveSibling("unpacked");
        Once.make(executable.resolveSibling("unpacked.of"), digest(executable), () -> {
            delete(folder);
            extract(executable, folder);
        });
        return new UnpackedService(folder.resolve(executable.getFileName()));
    }

    private static void extract(Path executable, Path folder) {
        List<String> arguments = List.of(
                "-Djarmode=tools", "-jar", executable.toString(), "extract", "--destination", folder.toString());
        Path log = executable.resolveSibling("unpacking.log");
        int exit = ChildProcess.start(new ProcessBuilder(new ServiceProgram("", "", arguments).command()), log)
                .awaitEnd(PATIENCE);
        if (exit != 0) {
            throw new IllegalStateException("Ended with " + exit + ", see " + log);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of what is in it: its time says nothing, for that is the same whenever it is built. */
    private static String digest(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the JVM is to be told to run it. */
    List<String> arguments(List<String> jvmOptions) {
        List<String> arguments = new ArrayList<>(jvmOptions);
        arguments.addAll(List.of("-jar", jar.toString()));
        return arguments;
    }
}
