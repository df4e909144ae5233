package io.fourways.dispatch.task;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * What tasks are measured by.
 *
 * <ul>
 *   <li>{@code fourways.task.messages} (counter, by {@code kind}): messages that tasks have made due again, or for the first
 *       time. How much of what is sent is old news, and does a recovery go on?
 * </ul>
 */
final class TaskMetrics {

    private final Map<TaskKind, Counter> messages = new EnumMap<>(TaskKind.class);

    TaskMetrics(MeterRegistry registry) {
        for (TaskKind kind : TaskKind.values()) {
            messages.put(
                    kind,
                    Counter.builder("fourways.task.messages")
                            .description("Messages that background tasks have made due")
                            .tag("kind", kind.label())
                            .register(registry));
        }
    }

    /** A batch, and how far it has come, are committed. */
    void advanced(TaskKind kind, long done) {
        Counter counter = messages.get(kind);
        if (counter != null) {
            counter.increment((double) done);
        }
    }
}
