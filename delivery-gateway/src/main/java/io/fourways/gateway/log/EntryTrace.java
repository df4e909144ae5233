package io.fourways.gateway.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where a sampled event stands in its trace on this gateway, and what has been recorded of it already. Safe for any thread. */
public final class EntryTrace {

    private final String place;
    private final long arrived;
    private final Set<Object> recorded = ConcurrentHashMap.newKeySet();

    /**
     * @param place   where what is done with it goes on
     * @param arrived when it came off the log, milliseconds since the epoch
     */
    EntryTrace(String place, long arrived) {
        this.place = place;
        this.arrived = arrived;
    }

    /** When it came off the log, milliseconds since the epoch. */
    public long arrived() {
        return arrived;
    }

    /** Where something goes on that is to be recorded once; null the next time. */
    public @Nullable String firstTime(Object something) {
        return recorded.add(something) ? place : null;
    }
}
