package io.fourways.dispatch.message.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.fourways.dispatch.api.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is shown.
 *
 * @param payload JSON, as it is sent
 */
public record MessageAnswer(
        String id,
        @Nullable String eventId,
        String eventType,
        @JsonRawValue String payload,
        @Nullable List<String> channels,
        @Nullable List<String> tags,
        Instant timestamp) {

    /** What it takes to show one, but for its payload. */
    public static final String COLUMNS = "m.id, m.created_at, m.event_id, m.event_type, m.channels, m.tags";

    private static final String WITHOUT_CONTENT = "{}";

    /** What it takes to show one. */
    public static String columns(boolean withContent) {
        return withContent ? COLUMNS + ", m.content_type, m.payload" : COLUMNS;
    }

    /** Of a row with the {@linkplain #columns columns}. */
    public static MessageAnswer of(Readable row, boolean withContent) {
        return new MessageAnswer(
                Rows.required(row, "id", String.class),
                row.get("event_id", String.class),
                Rows.required(row, "event_type", String.class),
                withContent ? payload(row) : WITHOUT_CONTENT,
                Rows.list(row, "channels"),
                Rows.list(row, "tags"),
                Rows.time(row, "created_at"));
    }

    private static String payload(Readable row) {
        return Payload.shown(Rows.required(row, "content_type", String.class), row.get("payload", byte[].class));
    }

    static MessageAnswer of(MessageSettings settings, String id, Instant at, boolean withContent) {
        Payload payload = settings.payload();
        return new MessageAnswer(
                id,
                settings.eventId(),
                settings.eventType(),
                withContent ? Payload.shown(payload.contentType(), payload.bytes()) : WITHOUT_CONTENT,
                settings.channels().isEmpty() ? null : settings.channels(),
                settings.tags().isEmpty() ? null : settings.tags(),
                at);
    }
}
