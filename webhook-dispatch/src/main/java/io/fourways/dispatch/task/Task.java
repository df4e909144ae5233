package io.fourways.dispatch.task;

import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task, and how far it has come.
 *
 * @param state     {@code running}, {@code finished}, {@code failed} or {@code cancelled}
 * @param since     messages made then or later
 * @param until     and no later than then
 * @param perSecond how many at most
 * @param counted    how many there were before it began, as far as was looked
 * @param countedAll whether that was far enough to see all of them
 * @param done      how many it is done with
 * @param reached   the last message that was looked at; null before the first
 */
record Task(
        String id,
        TaskKind kind,
        String state,
        String app,
        String endpoint,
        Instant since,
        Instant until,
        int perSecond,
        long counted,
        boolean countedAll,
        long done,
        @Nullable String reached,
        Instant updatedAt) {

    static Task of(Readable row) {
        return new Task(
                Rows.required(row, "id", String.class),
                TaskKind.of(Rows.required(row, "kind", String.class)),
                Rows.required(row, "state", String.class),
                Rows.required(row, "app_id", String.class),
                Rows.required(row, "endpoint_id", String.class),
                Rows.time(row, "since"),
                Rows.time(row, "until"),
                Rows.required(row, "per_second", Integer.class),
                Rows.required(row, "counted", Long.class),
                Rows.required(row, "counted_all", Boolean.class),
                Rows.required(row, "done", Long.class),
                row.get("reached", String.class),
                Rows.time(row, "updated_at"));
    }
}
