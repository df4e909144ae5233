package io.fourways.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of CloudEvents 1.0 for attributes and their values. */
final class Attributes {

    /** The attributes that {@link Event} has a component for, or that mean the wire form itself. */
    private static final Set<String> OWN = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "channel",
            "time",
            "datacontenttype",
            "data",
            "data_base64",
            "cursor");

    private Attributes() {}

    static boolean isOwn(String name) {
        return OWN.contains(name);
    }

    static void requireText(String member, @Nullable String value) {
        if (value == null) {
            throw new InvalidEventException(member, "is missing");
        }
        if (value.isEmpty()) {
            throw new InvalidEventException(member, "must not be empty");
        }
        if (!isCloudEventsString(value)) {
            throw new InvalidEventException(member, "has a control character or half a surrogate pair");
        }
    }

    private static boolean isCloudEventsString(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x1f || (c >= 0x7f && c <= 0x9f) || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    static void requireUriReference(String member, String value) {
        try {
            URI parsed = new URI(value);
            if (parsed.toString().isEmpty()) {
                throw new InvalidEventException(member, "must not be empty");
            }
        } catch (URISyntaxException malformed) {
            throw new InvalidEventException(member, "must be a URI reference");
        }
    }

    static void requireTimestamp(String member, String value) {
        try {
            OffsetDateTime parsed = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, OffsetDateTime::from);
            if (parsed.getYear() < 0 || parsed.getYear() > 9999) {
                throw new InvalidEventException(member, "must be an RFC 3339 timestamp");
            }
        } catch (DateTimeException malformed) {
            throw new InvalidEventException(member, "must be an RFC 3339 timestamp");
        }
    }

    static void requireExtra(String name, Object value) {
        if (isOwn(name) || !isName(name)) {
            throw new InvalidEventException(name, "is not a name for an extension attribute: [a-z0-9]+");
        }
        if (value instanceof String text) {
            requireText(name, text);
            if (name.equals("dataschema")) {
                requireUriReference(name, text);
            }
        } else if (name.equals("subject") || name.equals("dataschema")) {
            throw new InvalidEventException(name, "must be a string");
        } else if (!(value instanceof Boolean) && !(value instanceof Integer)) {
            throw new InvalidEventException(name, "must be a string, a boolean or a 32-bit integer");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
