package io.fourways.ingest.administration.replays;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a replay stands. */
enum ReplayState {
    RUNNING,
    COMPLETED,
    CANCELLED;

    /** As it is written in the database and on the wire. */
    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReplayState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
