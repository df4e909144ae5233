package io.fourways.gateway.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each name holds, up to a limit. A name that holds none takes no memory. Thread-safe. */
final class Held {

    private final int limit;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Held(int limit) {
        this.limit = limit;
    }

    /** Takes one more, unless the name holds as many as it may. */
    boolean take(String name) {
        boolean[] taken = {false};
        counts.compute(name, (key, count) -> {
            int held = count == null ? 0 : count;
            taken[0] = held < limit;
            return taken[0] ? Integer.valueOf(held + 1) : count;
        });
        return taken[0];
    }

    void give(String name) {
        counts.computeIfPresent(name, (key, count) -> count > 1 ? count - 1 : null);
    }

    int names() {
        return counts.size();
    }
}
