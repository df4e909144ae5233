package io.fourways.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent 1.0 that belongs to a channel.
 *
 * @param id           with {@code source} the event's identity
 * @param source       a URI reference that {@link java.net.URI} can read
 * @param type         what kind of event it is
 * @param channel      where it belongs
 * @param time         RFC 3339, as it was sent; {@link java.time.OffsetDateTime} can read it
 * @param dataContentType the media type of {@code data}; none means JSON
 * @param attributes   every other attribute ({@code subject}, {@code dataschema}, extensions) in the order sent: a
 *                     {@code String}, {@code Boolean} or {@code Integer} each
 * @param data         the payload
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0</a>
 */
public record Event(
        String id,
        String source,
        String type,
        Channel channel,
        @Nullable String time,
        @Nullable String dataContentType,
        Map<String, Object> attributes,
        @Nullable EventData data) {

    /** @throws InvalidEventException naming the attribute that CloudEvents 1.0 does not allow */
    public Event {
        Attributes.requireText("id", id);
        Attributes.requireText("source", source);
        Attributes.requireUriReference("source", source);
        Attributes.requireText("type", type);
        if (time != null) {
            Attributes.requireTimestamp("time", time);
        }
        if (dataContentType != null) {
            Attributes.requireMediaType("datacontenttype", dataContentType);
        }
        attributes.forEach(Attributes::requireExtra);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The same event with one more attribute, unless it has one of that name already. */
    public Event withAttributeIfAbsent(String name, Object value) {
        if (attributes.containsKey(name)) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Event(id, source, type, channel, time, dataContentType, more, data);
    }
}
