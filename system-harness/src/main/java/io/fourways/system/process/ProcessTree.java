package io.fourways.system.process;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A process and those that it has started.
 *
 * @param root its pid
 */
public record ProcessTree(long root) {

    /** The CPU time of all of them since their start, those included that have ended and were waited for. */
    public Duration cpuTime() {
        long ticks = pids().mapToLong(ProcessTree::ticks).sum();
        return ProcessStat.TICK.multipliedBy(ticks);
    }

    private Stream<Long> pids() {
        ProcessHandle handle =
                ProcessHandle.of(root).orElseThrow(() -> new IllegalStateException("Process " + root + " has ended"));
        return Stream.concat(Stream.of(root), handle.descendants().map(ProcessHandle::pid));
    }

    private static long ticks(long pid) {
        try {
            ProcessStat stat = ProcessStat.of(pid);
            return stat.ticks() + stat.childrenTicks();
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }
}
