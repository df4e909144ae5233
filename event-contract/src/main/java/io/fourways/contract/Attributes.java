package io.fourways.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
            Pattern.CASE_INSENSITIVE);

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
            throw new InvalidEventException(member, "has a control character, a noncharacter or half a surrogate pair");
        }
    }

    private static boolean isCloudEventsString(String value) {
        return value.codePoints().allMatch(Attributes::isCloudEventsCharacter);
    }

    private static boolean isCloudEventsCharacter(int c) {
        boolean control = c <= 0x1f || (c >= 0x7f && c <= 0x9f);
        boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean nonCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        return !control && !halfPair && !nonCharacter;
    }

    /**
     * A URI reference as {@link URI} reads it, because what readers in Java do with it must not fail: RFC 3986 with
     * letters beyond ASCII as they are in an IRI, and without the empty forms {@code a:} and {@code //}.
     */
    static URI requireUriReference(String member, String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException malformed) {
            throw new InvalidEventException(member, "must be a URI reference");
        }
    }

    private static void requireUri(String member, String value) {
        if (!requireUriReference(member, value).isAbsolute()) {
            throw new InvalidEventException(member, "must be an absolute URI");
        }
    }

    /**
     * What both RFC 3339 and {@link OffsetDateTime} take, so that nobody who reads the event fails at its time: no leap
     * second, at most nine digits of a second's fraction, at most 18 hours from UTC.
     */
    static void requireTimestamp(String member, String value) {
        if (!RFC_3339.matcher(value).matches() || !isReadableTime(value)) {
            throw new InvalidEventException(member, "must be an RFC 3339 timestamp");
        }
    }

    private static boolean isReadableTime(String value) {
        try {
            OffsetDateTime.parse(value);
            return true;
        } catch (DateTimeException impossible) {
            return false;
        }
    }

    static void requireMediaType(String member, String value) {
        requireText(member, value);
        if (!MediaType.isWellFormed(value)) {
            throw new InvalidEventException(member, "must be a media type");
        }
    }

    static void requireName(String name) {
        if (isOwn(name) || !isName(name)) {
            throw new InvalidEventException(name, "is not a name for an extension attribute: [a-z0-9]+");
        }
    }

    static void requireExtra(String name, Object value) {
        requireName(name);
        if (value instanceof String text) {
            requireText(name, text);
            if (name.equals("dataschema")) {
                requireUri(name, text);
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
