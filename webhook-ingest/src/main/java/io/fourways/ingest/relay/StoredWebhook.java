package io.fourways.ingest.relay;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventData;
import io.fourways.contract.InvalidEventException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the inbox holds it.
 *
 * @param id          its place among the others of its source
 * @param receivedAt  which is also its event's time
 * @param source      the name of its source
 * @param eventId     the provider's id of it
 * @param type        the event's type
 * @param channel     the event's channel
 * @param contentType what the provider said that the data is
 * @param traceparent the trace that its request belongs to
 * @param replayOf    the id of the event that it repeats
 * @param data        the body as received
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredWebhook(
        long id,
        OffsetDateTime receivedAt,
        String source,
        String eventId,
        String type,
        String channel,
        @Nullable String contentType,
        @Nullable String traceparent,
        @Nullable String replayOf,
        byte[] data) {

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    /**
     * The event to be published.
     *
     * @throws InvalidEventException when it cannot be one: its id, type or channel is not such as CloudEvents allows
     */
    Event event() {
        EventData payload = payload();
        try {
            return event(mediaType(payload), payload);
        } catch (InvalidEventException invalid) {
            if (!invalid.member().equals("datacontenttype")) {
                throw invalid;
            }
            return event(BYTES, new EventData.Binary(data));
        }
    }

    /** What says that it is JSON and is none is carried as the bytes that it is: nothing genuine is lost. */
    private EventData payload() {
        try {
            return EventData.of(contentType == null ? JSON : contentType, data);
        } catch (InvalidEventException notJson) {
            return new EventData.Binary(data);
        }
    }

    private String mediaType(EventData payload) {
        if (contentType != null) {
            return contentType;
        }
        return payload instanceof EventData.Json ? JSON : BYTES;
    }

    private Event event(String dataContentType, EventData payload) {
        return new Event(
                eventId,
                "/webhooks/" + source,
                type,
                new Channel(channel),
                MICROSECONDS.format(receivedAt.toInstant()),
                dataContentType,
                attributes(),
                payload);
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (traceparent != null) {
            attributes.put("traceparent", traceparent);
        }
        if (replayOf != null) {
            attributes.put("replayof", replayOf);
        }
        return attributes;
    }
}
