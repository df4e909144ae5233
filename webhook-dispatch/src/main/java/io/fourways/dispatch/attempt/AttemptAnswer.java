package io.fourways.dispatch.attempt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourways.dispatch.api.Rows;
import io.fourways.dispatch.message.api.MessageAnswer;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it is shown.
 *
 * @param response the beginning of what the endpoint answered, or why it did not
 * @param msg      the message, where it is asked for
 */
record AttemptAnswer(
        String id,
        String msgId,
        String endpointId,
        String url,
        int status,
        String statusText,
        int responseStatusCode,
        String response,
        int responseDurationMs,
        int triggerType,
        Instant timestamp,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MessageAnswer msg) {

    /** Of attempts named {@code a}; none is called as a message's column is. */
    static final String COLUMNS =
            "a.id AS attempt_id, a.created_at AS attempted_at, a.message_id, a.endpoint_id, a.url,"
                    + " a.status, a.trigger, a.response_code, a.response, a.duration_ms";

    private static final String WITHOUT_CONTENT = "{}";

    static AttemptAnswer of(Readable row, boolean withContent, @Nullable MessageAnswer message) {
        Status status = Status.ofAttempt(number(row, "status"));
        return new AttemptAnswer(
                Rows.required(row, "attempt_id", String.class),
                Rows.required(row, "message_id", String.class),
                Rows.required(row, "endpoint_id", String.class),
                Rows.required(row, "url", String.class),
                status.number(),
                status.text(),
                number(row, "response_code"),
                withContent ? Rows.required(row, "response", String.class) : WITHOUT_CONTENT,
                number(row, "duration_ms"),
                number(row, "trigger"),
                Rows.time(row, "attempted_at"),
                message);
    }

    private static int number(Readable row, String column) {
        return Rows.required(row, column, Integer.class);
    }
}
