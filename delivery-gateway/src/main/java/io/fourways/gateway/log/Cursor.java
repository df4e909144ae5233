package io.fourways.gateway.log;

import io.fourways.contract.Logs;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a log that proves itself: the offset of an event and a fingerprint of what is written there. A cursor
 * from a log that was deleted and made again, or made up, does not fit what is found at its offset; one from another
 * log says so itself.
 *
 * <p>It names the place just after its event, or, when {@code before}, the place just before it: so the beginning of
 * the log has a name too.
 *
 * @param log         the name of the log it is a place in
 * @param offset      the offset in the stream
 * @param fingerprint the first 64 bits of the SHA-256 of the event in wire form
 * @param before      whether the event itself is still to come
 */
public record Cursor(String log, long offset, long fingerprint, boolean before) {

    private static final int FINGERPRINT_DIGITS = 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,24}");

    /** The place just after an event of the default log. */
    public Cursor(long offset, long fingerprint) {
        this(offset, fingerprint, false);
    }

    /** A place in the default log. */
    public Cursor(long offset, long fingerprint, boolean before) {
        this(Logs.DEFAULT, offset, fingerprint, before);
    }

    /** The cursor a client sent, if it has a cursor's shape. */
    public static Optional<Cursor> parse(String text) {
        int dot = text.indexOf('.');
        if (dot >= 0 && !NAME.matcher(text).region(0, dot).matches()) {
            return Optional.empty();
        }
        String log = dot < 0 ? Logs.DEFAULT : text.substring(0, dot);
        return parse(log, text.substring(dot + 1))
                .filter(cursor -> cursor.toString().equals(text));
    }

    private static Optional<Cursor> parse(String log, String text) {
        int dash = text.indexOf('-');
        int end = dash + 1 + FINGERPRINT_DIGITS;
        boolean before = text.length() == end + 1 && text.charAt(end) == 'b';
        if (dash < 1 || dash > FINGERPRINT_DIGITS || (text.length() != end && !before)) {
            return Optional.empty();
        }
        try {
            long offset = Long.parseUnsignedLong(text, 0, dash, 16);
            long fingerprint = Long.parseUnsignedLong(text, dash + 1, end, 16);
            return offset < 0 ? Optional.empty() : Optional.of(new Cursor(log, offset, fingerprint, before));
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
        return new Cursor(log, offset, fingerprint, true);
    }

    /**
     * Its form on the wire: at most 34 characters of {@code [0-9a-f-]}, and before them, unless its log is the default one,
     * that one's name and a dot.
     */
    @Override
    public String toString() {
        String digits = Long.toHexString(fingerprint);
        return (log.equals(Logs.DEFAULT) ? "" : log + ".")
                + Long.toHexString(offset)
                + "-"
                + "0".repeat(FINGERPRINT_DIGITS - digits.length())
                + digits
                + (before ? "b" : "");
    }
}
