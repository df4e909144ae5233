package io.fourways.ingest.administration.webhooks;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Verdict;
import io.fourways.ingest.administration.selection.WebhookId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A webhook as it is listed. */
record WebhookSummary(
        String id,
        String source,
        Verdict verdict,
        @Nullable String cause,
        Instant receivedAt,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String channel,
        @Nullable Instant publishedAt,
        @Nullable String replayOf,
        @Nullable Instant releasedAt,
        int size) {

    private static final String OF_INBOX = """
            received_at, id, source, 'accepted' AS verdict, unpublishable AS cause, event_id, type, channel,
            published_at, replay_of, CAST(NULL AS timestamptz) AS released_at, octet_length(data) AS size""";

    private static final String OF_REJECTED = """
            received_at, id, source, verdict, cause, released_as[1] AS event_id, CAST(NULL AS text) AS type,
            CAST(NULL AS text) AS channel, CAST(NULL AS timestamptz) AS published_at, CAST(NULL AS text) AS replay_of,
            released_at, body_size AS size""";

    static String columns(boolean accepted) {
        return accepted ? OF_INBOX : OF_REJECTED;
    }

    static WebhookSummary of(Readable row) {
        Position position = Position.of(row, "received_at", "id");
        Verdict verdict = Verdict.of(required(row, "verdict", String.class));
        return new WebhookSummary(
                new WebhookId(verdict == Verdict.ACCEPTED, position).toString(),
                required(row, "source", String.class),
                verdict,
                row.get("cause", String.class),
                position.receivedAt(),
                row.get("event_id", String.class),
                row.get("type", String.class),
                row.get("channel", String.class),
                instant(row, "published_at"),
                row.get("replay_of", String.class),
                instant(row, "released_at"),
                required(row, "size", Integer.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static @Nullable Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
