package io.fourways.service.date;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time as HTTP writes it, to the second: {@code Sat, 28 Nov 2026 11:40:05 GMT}. Written once in a second, whoever asks. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>
 */
public final class HttpDate {

    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static volatile Written last = new Written(0);

    private HttpDate() {}

    private record Written(long second, String text) {

        Written(long second) {
            this(second, IMF_FIXDATE.format(Instant.ofEpochSecond(second)));
        }
    }

    /** Now; the same text within a second. */
    public static String now() {
        return at(Math.floorDiv(System.currentTimeMillis(), 1000));
    }

    /** @param second since the epoch */
    static String at(long second) {
        Written written = last;
        if (written.second != second) {
            written = new Written(second);
            last = written;
        }
        return written.text;
    }
}
