package io.fourways.ingest.administration.replaying;

import io.fourways.ingest.administration.selection.Position;
import io.fourways.ingest.administration.selection.Verdict;
import io.fourways.ingest.provider.IncomingWebhook;
import io.fourways.ingest.source.Source;
import io.r2dbc.spi.Readable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that was rejected, as it is kept.
 *
 * @param position   where, with the time it is held against
 * @param headers    as JSON
 * @param body       as much as is kept of it
 * @param bodySize   how long it was
 * @param releasedAs the ids of its events, if it was released since
 * @param dayKept    whether the inbox still has the day it came on
 */
@SuppressWarnings("ArrayRecordComponent")
record RejectedRow(
        Position position,
        String source,
        Verdict verdict,
        String url,
        @Nullable String traceparent,
        String headers,
        byte[] body,
        int bodySize,
        String @Nullable [] releasedAs,
        boolean dayKept) {

    static final String COLUMNS = """
            r.received_at, r.id, r.source, r.verdict, r.url, r.traceparent, r.headers::text AS headers, r.body,
            r.body_size, r.released_as,
            to_regclass('inbox_' || to_char(r.received_at AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL AS day_kept""";

    static RejectedRow of(Readable row) {
        return new RejectedRow(
                Position.of(row, "received_at", "id"),
                required(row, "source", String.class),
                Verdict.of(required(row, "verdict", String.class)),
                required(row, "url", String.class),
                row.get("traceparent", String.class),
                required(row, "headers", String.class),
                required(row, "body", byte[].class),
                required(row, "body_size", Integer.class),
                row.get("released_as", String[].class),
                required(row, "day_kept", Boolean.class));
    }

    /** Without what may hold credentials: headers, query and body. */
    @Override
    public String toString() {
        return "RejectedRow[" + source + ", " + position + ", " + verdict + ", " + bodySize + " bytes]";
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    boolean isCut() {
        return body.length < bodySize;
    }

    /**
     * As it came, but for the address that the source says now: it may be what was wrong.
     *
     * @param opened its headers
     */
    IncomingWebhook webhook(Source source, Map<String, List<String>> opened) {
        return new IncomingWebhook("POST", source.called(URI.create(url)), opened, body, position.receivedAt());
    }

    /** When it is to have been received in the inbox: when it was, unless that day is over and gone. */
    Instant receivedAt(Instant now) {
        return dayKept ? position.receivedAt() : now;
    }

    /** The ids of its events if it was released, else null. */
    @Nullable
    List<String> released() {
        return releasedAs == null ? null : List.of(releasedAs);
    }
}
