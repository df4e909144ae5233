package io.fourways.gateway.log;

import java.util.HashMap;
import java.util.Map;

/**
 * Which event makes which obsolete, in a stretch of the log that grows at its end and may shrink at its beginning. It keeps the
 * newest of each key, and so no more than the stretch has entries. For one thread at a time.
 */
public final class Succession {

    private final Map<String, LogEntry> newest = new HashMap<>();

    /** The stretch has one more entry, the newest. */
    public void add(LogEntry entry) {
        String key = entry.key();
        if (key != null) {
            LogEntry before = newest.put(key, entry);
            if (before != null) {
                before.succeededBy(entry);
            }
        }
    }

    /** The oldest entry of the stretch has left it. It is not to keep those that followed it in memory. */
    void remove(LogEntry oldest) {
        String key = oldest.key();
        if (key != null) {
            newest.remove(key, oldest);
            oldest.succeededBy(null);
        }
    }
}
