package io.fourways.contract;

/**
 * The name of the place an event belongs to: dot-separated segments of {@code [A-Za-z0-9_-]+}, at most
 * {@value #MAX_LENGTH} bytes in all ({@code orders.eu.4711}). It is the event's {@code channel} extension attribute and
 * its routing key on the broker, whose own limit the length is.
 *
 * @param name the whole name
 */
public record Channel(String name) {

    /** The longest routing key AMQP 0-9-1 can carry, in bytes. */
    public static final int MAX_LENGTH = 255;

    /** @throws InvalidEventException naming {@code channel}, when the name is not a channel's */
    public Channel {
        if (name.isEmpty()) {
            throw new InvalidEventException("channel", "must not be empty");
        }
        if (name.length() > MAX_LENGTH) {
            throw new InvalidEventException("channel", "must be at most " + MAX_LENGTH + " bytes");
        }
        if (!isWellFormed(name)) {
            throw new InvalidEventException("channel", "must be dot-separated segments of [A-Za-z0-9_-]+");
        }
    }

    private static boolean isWellFormed(String name) {
        boolean segmentIsEmpty = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (segmentIsEmpty) {
                    return false;
                }
                segmentIsEmpty = true;
            } else if (isSegmentCharacter(c)) {
                segmentIsEmpty = false;
            } else {
                return false;
            }
        }
        return !segmentIsEmpty;
    }

    static boolean isSegmentCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    @Override
    public String toString() {
        return name;
    }
}
