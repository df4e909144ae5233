package io.fourways.producer.intake;

import io.fourways.contract.Channel;
import io.fourways.contract.Event;
import io.fourways.contract.EventBuilder;
import io.fourways.contract.EventData;
import io.fourways.contract.EventDefaults;
import io.fourways.contract.InvalidEventException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * An event whose attributes are {@code ce-} headers and whose payload is the body.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode">
 *     CloudEvents HTTP binding, binary mode</a>
 */
final class BinaryForm {

    private static final String PREFIX = "ce-";

    private BinaryForm() {}

    static boolean isUsed(HttpHeaders headers) {
        return headers.headerNames().stream().anyMatch(BinaryForm::isAttribute);
    }

    /** @throws InvalidEventException naming the attribute that is missing or wrong */
    static Event read(HttpHeaders headers, byte[] body, EventDefaults defaults) {
        return gather(headers, body).build(defaults);
    }

    /**
     * The same for a request whose path says the channel.
     *
     * @throws InvalidEventException naming the attribute that is wrong
     */
    static Event read(HttpHeaders headers, byte[] body, EventDefaults defaults, Channel channel) {
        String named = headers.getFirst(PREFIX + "channel");
        if (named != null && !HeaderText.decode("channel", named).equals(channel.name())) {
            throw new InvalidEventException("channel", "differs between ce-channel and the path");
        }
        EventBuilder event = gather(headers, body).member("channel", channel.name());
        if (!headers.containsHeader(PREFIX + "specversion")) {
            event.member("specversion", "1.0");
        }
        return event.build(defaults);
    }

    private static EventBuilder gather(HttpHeaders headers, byte[] body) {
        EventBuilder event = new EventBuilder();
        headers.forEach((name, values) -> {
            if (isAttribute(name)) {
                String attribute = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                event.member(attribute, value(attribute, values));
            }
        });
        if (body.length > 0) {
            String contentType = contentType(headers);
            event.member("datacontenttype", contentType).data(EventData.of(contentType, body));
        }
        return event;
    }

    private static String value(String attribute, List<String> values) {
        if (values.size() > 1) {
            throw new InvalidEventException(attribute, "appears twice");
        }
        if (attribute.startsWith("data") && !attribute.equals("dataschema")) {
            throw new InvalidEventException(attribute, "is not a header's to say: it is the body or its Content-Type");
        }
        return HeaderText.decode(attribute, values.get(0));
    }

    /** Bytes that say nothing about themselves are just bytes (RFC 9110, 8.3). */
    private static String contentType(HttpHeaders headers) {
        @Nullable String sent = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return sent == null || sent.isBlank() ? MediaType.APPLICATION_OCTET_STREAM_VALUE : sent;
    }

    private static boolean isAttribute(String header) {
        return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }
}
