package io.fourways.ingest.administration.replays;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Verdict;
import io.fourways.ingest.administration.selection.WebhookFilter;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A replay of many.
 *
 * @param reached  the last webhook it is done with; null before the first
 * @param replayed how many were published again or released
 * @param failed   how many are rejected or set aside still
 * @param endedAt  when it was completed or cancelled
 */
record Replay(
        String id,
        ReplayState state,
        ReplayRequest request,
        @JsonIgnore @Nullable Position reached,
        long replayed,
        long failed,
        Instant createdAt,
        @Nullable Instant endedAt) {

    static Replay of(Readable row) {
        WebhookFilter filter = new WebhookFilter(
                row.get("source", String.class),
                Verdict.of(required(row, "verdict", String.class)),
                row.get("type", String.class),
                instant(row, "since"),
                instant(row, "until"),
                required(row, "set_aside", Boolean.class));
        return new Replay(
                required(row, "id", String.class),
                ReplayState.of(required(row, "state", String.class)),
                new ReplayRequest(filter, required(row, "per_second", Integer.class)),
                Position.ofNullable(row, "reached_at", "reached_id"),
                required(row, "replayed", Long.class),
                required(row, "failed", Long.class),
                required(row, "created_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static @Nullable Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
