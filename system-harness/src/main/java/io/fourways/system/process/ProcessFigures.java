package io.fourways.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process uses, from {@code /proc}.
 *
 * @param residentBytes memory
 * @param cpuTicks      user and system time since its start, in ticks of 10 ms
 */
public record ProcessFigures(long residentBytes, long cpuTicks) {

    /** The figures of a running process. */
    public static ProcessFigures of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            return new ProcessFigures(resident(folder), ProcessStat.of(pid).ticks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long resident(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
