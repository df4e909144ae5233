package io.fourways.dispatch.task;

import io.fourways.dispatch.api.Members;
import java.time.Instant;

/**
 * What is to become a task.
 *
 * @param since messages made then or later
 * @param until and no later than then; never in the future
 */
record NewTask(TaskKind kind, String app, String endpoint, Instant since, Instant until) {

    static NewTask of(TaskKind kind, String app, String endpoint, Members members, Instant now) {
        Instant since = members.time("since");
        if (since == null) {
            throw members.missing("since");
        }
        Instant given = members.time("until");
        Instant until = given == null || given.isAfter(now) ? now : given;
        if (until.isBefore(since)) {
            throw members.invalid("must not be before since", "until");
        }
        return new NewTask(kind, app, endpoint, since, until);
    }
}
