package io.fourways.ingest.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a genuine webhook, as it is kept.
 *
 * @param source      the source's name
 * @param eventId     the provider's id of it, unique within the source; no longer than an index takes
 * @param receivedAt  when its webhook came in
 * @param type        the event type published: {@code <provider>.<type>}
 * @param channel     where it belongs
 * @param contentType the media type of {@code data}; null when the provider said none, or none that is one
 * @param traceparent the request's, if it had one
 * @param headers     the request's, as a JSON object of arrays; the same text for all events of a webhook
 * @param data        byte for byte as received
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboxEvent(
        String source,
        String eventId,
        Instant receivedAt,
        String type,
        String channel,
        @Nullable String contentType,
        @Nullable String traceparent,
        String headers,
        byte[] data) {

    /** What the rest of a row takes, and the objects around it here. */
    private static final int OVERHEAD_BYTES = 512;

    /** The same, received at another time. */
    public InboxEvent receivedAt(Instant time) {
        return new InboxEvent(source, eventId, time, type, channel, contentType, traceparent, headers, data);
    }

    Identity identity() {
        return new Identity(source, eventId);
    }

    /** About how many bytes it takes while it waits, but for the headers, which it shares with others of its webhook. */
    int weight() {
        return OVERHEAD_BYTES + data.length;
    }
}
