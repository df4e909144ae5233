package io.fourways.gateway.log;

import java.util.Optional;

/**
 * A place in the log that proves itself: the offset of an event and a fingerprint of what is written there. A cursor
 * from another log, from a log that was deleted and made again, or made up, does not fit what is found at its offset.
 *
 * <p>It names the place just after its event, or, when {@code before}, the place just before it: so the beginning of
 * the log has a name too.
 *
 * @param offset      the offset in the stream
 * @param fingerprint the first 64 bits of the SHA-256 of the event in wire form
 * @param before      whether the event itself is still to come
 */
public record Cursor(long offset, long fingerprint, boolean before) {

    private static final int FINGERPRINT_DIGITS = 16;

    /** The place just after the event. */
    public Cursor(long offset, long fingerprint) {
        this(offset, fingerprint, false);
    }

    /** The cursor a client sent, if it has a cursor's shape. */
    public static Optional<Cursor> parse(String text) {
        int dash = text.indexOf('-');
        int end = dash + 1 + FINGERPRINT_DIGITS;
        boolean before = text.length() == end + 1 && text.charAt(end) == 'b';
        if (dash < 1 || dash > FINGERPRINT_DIGITS || (text.length() != end && !before)) {
            return Optional.empty();
        }
        try {
            long offset = Long.parseUnsignedLong(text, 0, dash, 16);
            long fingerprint = Long.parseUnsignedLong(text, dash + 1, end, 16);
            Cursor cursor = new Cursor(offset, fingerprint, before);
            return offset < 0 || !cursor.toString().equals(text) ? Optional.empty() : Optional.of(cursor);
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** The last offset that lies behind this place. */
    public long lastOffset() {
        return before ? offset - 1 : offset;
    }

    /** The place just before the same event. */
    public Cursor asBefore() {
        return new Cursor(offset, fingerprint, true);
    }

    /** Its form on the wire: at most 34 characters of {@code [0-9a-f-]}. */
    @Override
    public String toString() {
        String digits = Long.toHexString(fingerprint);
        return Long.toHexString(offset)
                + "-"
                + "0".repeat(FINGERPRINT_DIGITS - digits.length())
                + digits
                + (before ? "b" : "");
    }
}
