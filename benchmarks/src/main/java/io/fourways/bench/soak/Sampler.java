package io.fourways.bench.soak;

import io.fourways.bench.peer.Gateway;
import io.fourways.bench.peer.Metrics;
import io.fourways.system.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at what the gateway takes: in {@code /proc}, and by its own metrics after a full collection. */
final class Sampler {

    private static final Path LOGS = Path.of("target", "soak");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double MB = 1 << 20;

    private final Gateway gateway;
    private final Instant begin = Instant.now();
    private final List<Sample> samples = new ArrayList<>();

    Sampler(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Looks once more. */
    Sample look() {
        collect();
        Metrics metrics = gateway.metrics();
        Sample sample = new Sample(
                Duration.between(begin, Instant.now()).toMillis() / 60_000.0,
                status("VmRSS:") * 1024 / MB,
                metrics.sum("jvm_memory_used_bytes{", "area=\"heap\"") / MB,
                direct() / MB,
                openFiles(),
                status("Threads:"),
                metrics.sum("fourways_gateway_subscriptions{", "way="));
        samples.add(sample);
        return sample;
    }

    List<Sample> all() {
        return List.copyOf(samples);
    }

    /** Those since then. */
    List<Sample> since(Duration warmUp) {
        return samples.stream()
                .filter(sample -> sample.minute() * 60_000 >= warmUp.toMillis())
                .toList();
    }

    private void collect() {
        jcmd("GC.run");
    }

    /** What the JVM calls other: buffers beside the heap, whichever way they were allocated. */
    private double direct() {
        Matcher other = OTHER.matcher(jcmd("VM.native_memory", "summary"));
        if (!other.find()) {
            throw new IllegalStateException("The JVM does not say what it has beside the heap, see " + LOGS);
        }
        return Double.parseDouble(other.group(1)) * 1024;
    }

    private String jcmd(String... question) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(gateway.service().pid()));
        command.addAll(List.of(question));
        Path log = LOGS.resolve(
                "jcmd-%d-%d-%s.log".formatted(ProcessHandle.current().pid(), samples.size(), question[0]));
        ChildProcess jcmd = ChildProcess.start(new ProcessBuilder(command), log);
        int exit = jcmd.awaitEnd(PATIENCE);
        if (exit != 0) {
            throw new IllegalStateException("jcmd ended with " + exit + ", see " + log);
        }
        return jcmd.output();
    }

    private double status(String name) {
        try (Stream<String> lines = Files.lines(process().resolve("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long openFiles() {
        try (Stream<Path> files = Files.list(process().resolve("fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path process() {
        return Path.of("/proc", Long.toString(gateway.service().pid()));
    }
}
