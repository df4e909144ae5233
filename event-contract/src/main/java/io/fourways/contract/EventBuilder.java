package io.fourways.contract;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers an event's members by name, in whatever order and from whatever form they come, and checks them as a whole. */
public final class EventBuilder {

    private final Map<String, @Nullable String> own = new LinkedHashMap<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private @Nullable EventData data;

    /**
     * Takes one member other than {@code data}; null means it is absent.
     *
     * @throws InvalidEventException naming it, when it cannot have that value
     */
    public EventBuilder member(String name, @Nullable Object value) {
        if (!Attributes.isOwn(name)) {
            Attributes.requireName(name);
        } else if (name.equals("data")) {
            throw new InvalidEventException(name, "is not an attribute");
        }
        if (value != null && !name.equals("cursor")) {
            take(name, value);
        }
        return this;
    }

    /** Takes one of CloudEvents' own members unless there is one of that name already. */
    EventBuilder memberIfAbsent(String name, String value) {
        own.putIfAbsent(name, value);
        return this;
    }

    private void take(String name, Object value) {
        if (!Attributes.isOwn(name)) {
            Attributes.requireExtra(name, value);
            attributes.put(name, value);
        } else if (!(value instanceof String text)) {
            throw new InvalidEventException(name, "must be a string");
        } else if (name.equals("data_base64")) {
            data(new EventData.Binary(base64(text)));
        } else {
            own.put(name, text);
        }
    }

    /** @throws InvalidEventException when there is a payload already */
    public EventBuilder data(EventData payload) {
        if (data != null) {
            throw new InvalidEventException("data_base64", "and data exclude each other");
        }
        data = payload;
        return this;
    }

    private static byte[] base64(String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidEventException("data_base64", "must be Base64 (RFC 4648, section 4)");
        }
    }

    /** @throws InvalidEventException naming the member that is missing or wrong */
    public Event build(EventDefaults defaults) {
        if (!"1.0".equals(own.get("specversion"))) {
            throw new InvalidEventException("specversion", "must be 1.0");
        }
        return new Event(
                required("id", defaults.id()),
                required("source", defaults.source()),
                required("type", defaults.type()),
                new Channel(required("channel", () -> null)),
                orDefault("time", defaults.time()),
                own.get("datacontenttype"),
                attributes,
                data);
    }

    private String required(String name, Supplier<@Nullable String> ifAbsent) {
        String value = orDefault(name, ifAbsent);
        if (value == null) {
            throw new InvalidEventException(name, "is missing");
        }
        return value;
    }

    private @Nullable String orDefault(String name, Supplier<@Nullable String> ifAbsent) {
        String value = own.get(name);
        return value == null ? ifAbsent.get() : value;
    }
}
