package io.fourways.dispatch.task;

import java.time.Instant;
import java.util.Map;

/** A task as it is shown. Svix has no word for one that was cancelled: it has failed, and its data tells why. */
record TaskAnswer(String id, String status, String task, Map<String, Object> data, Instant updatedAt) {

    private static final String CANCELLED = "cancelled";

    static TaskAnswer of(Task task) {
        boolean cancelled = task.state().equals(CANCELLED);
        return new TaskAnswer(
                task.id(),
                cancelled ? "failed" : task.state(),
                task.kind().label(),
                Map.of(
                        "appId",
                        task.app(),
                        "endpointId",
                        task.endpoint(),
                        "counted",
                        task.counted(),
                        "countedAll",
                        task.countedAll(),
                        "done",
                        task.done(),
                        CANCELLED,
                        cancelled),
                task.updatedAt());
    }
}
