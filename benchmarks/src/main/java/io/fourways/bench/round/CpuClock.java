package io.fourways.bench.round;

import io.fourways.system.process.ProcessFigures;
import io.fourways.system.process.ProcessStat;
import io.fourways.system.process.ProcessTree;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The CPU time of those who take part. */
public final class CpuClock {

    private final Map<Part, Supplier<Duration>> parts = new EnumMap<>(Part.class);

    /** Watches a process, and those it has started, as well. */
    public CpuClock with(Part part, long pid) {
        parts.put(part, new ProcessTree(pid)::cpuTime);
        return this;
    }

    /** Watches this process, without those it has started, as the load. */
    public CpuClock withLoad() {
        long self = ProcessHandle.current().pid();
        parts.put(
                Part.LOAD,
                () -> ProcessStat.TICK.multipliedBy(ProcessFigures.of(self).cpuTicks()));
        return this;
    }

    /** As it stands now. */
    public Map<Part, Duration> read() {
        Map<Part, Duration> times = new EnumMap<>(Part.class);
        parts.forEach((part, time) -> times.put(part, time.get()));
        return times;
    }

    /** What was used since an earlier reading. */
    public Map<Part, Duration> since(Map<Part, Duration> earlier) {
        Map<Part, Duration> used = read();
        used.replaceAll((part, time) -> time.minus(earlier.getOrDefault(part, Duration.ZERO)));
        return used;
    }
}
