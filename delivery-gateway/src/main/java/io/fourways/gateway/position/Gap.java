package io.fourways.gateway.position;

import io.fourways.gateway.log.Cursor;
import java.util.Locale;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Events that a reader asked for and cannot have.
 *
 * @param requested the cursor it was to go on from, as it came
 * @param earliest  the place before the earliest event that is left
 * @param latest    the newest place
 * @param reason    why
 */
public record Gap(String requested, Cursor earliest, Cursor latest, Reason reason) {

    /** Its form on the wire, in SSE and WebSocket alike. */
    public String toJson() {
        StringBuilder json = new StringBuilder("{\"requested\":\"");
        JsonStringEncoder.getInstance().quoteAsString(requested, json);
        return json.append("\",\"earliest\":\"%s\",\"reason\":\"%s\"}".formatted(earliest, reason.label()))
                .toString();
    }

    /** Why there is a gap. */
    public enum Reason {
        /** The place is older than what the log retains. */
        EXPIRED,
        /** The place is not one of this log's. */
        UNKNOWN,
        /** The reader was slower than the log forgets. */
        OVERRUN;

        /** The name on the wire. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
