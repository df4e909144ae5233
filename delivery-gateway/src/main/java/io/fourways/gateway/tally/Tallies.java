package io.fourways.gateway.tally;

import static java.util.Objects.requireNonNull;

import io.fourways.gateway.log.LogEntry;
import io.fourways.gateway.way.Way;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One event loop's {@link Tally} of each way. Touched by that loop only. */
public final class Tallies {

    private final Map<Way, Tally> ways = new EnumMap<>(Way.class);
    private final List<Tally> all;

    public Tallies(FanoutMetrics metrics) {
        for (Way way : Way.values()) {
            ways.put(way, new Tally(metrics.outgoing(way), metrics.spans(way)));
        }
        this.all = List.copyOf(ways.values());
    }

    public Tally of(Way way) {
        return requireNonNull(ways.get(way));
    }

    /** Every live reader has been given this event. */
    public void passed(LogEntry entry) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).passed(entry);
        }
    }

    /** The events last passed were all that came in one piece. */
    public void passedBurst() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).passedBurst();
        }
    }

    /** What was given has been flushed. */
    public void flushed() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).flushed();
        }
    }
}
