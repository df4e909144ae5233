package io.fourways.ingest.administration.selection;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of a webhook among those of its table: by time, and by number within the same microsecond.
 *
 * @param receivedAt when it came, in whole microseconds
 * @param id         its number in the table
 */
public record Position(Instant receivedAt, long id) {

    /** Of a row with these two columns. */
    public static Position of(Readable row, String receivedAt, String id) {
        return Objects.requireNonNull(ofNullable(row, receivedAt, id), receivedAt);
    }

    /** The same, or null. */
    public static @Nullable Position ofNullable(Readable row, String receivedAt, String id) {
        OffsetDateTime time = row.get(receivedAt, OffsetDateTime.class);
        Long number = row.get(id, Long.class);
        return time == null || number == null ? null : new Position(time.toInstant(), number);
    }

    public OffsetDateTime time() {
        return receivedAt.atOffset(ZoneOffset.UTC);
    }
}
