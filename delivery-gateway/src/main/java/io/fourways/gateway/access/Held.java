package io.fourways.gateway.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections each name holds, up to a limit. A name that holds none takes no memory. Thread-safe, without a lock: all long
 * polls of an address go through it, on every event loop.
 */
final class Held {

    private final int limit;

    /** A count that has come to zero is on its way out, and is not counted up again. */
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    Held(int limit) {
        this.limit = limit;
    }

    /** Takes one more, unless the name holds as many as it may. */
    boolean take(String name) {
        while (limit > 0) {
            AtomicInteger count = counts.get(name);
            int held = count == null ? 0 : count.get();
            if (held >= limit) {
                return false;
            }
            if (count == null ? counts.putIfAbsent(name, new AtomicInteger(1)) == null : isOneMore(name, count, held)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOneMore(String name, AtomicInteger count, int held) {
        if (held == 0) {
            counts.remove(name, count);
            return false;
        }
        return count.compareAndSet(held, held + 1);
    }

    /** Gives back one that was taken. */
    void give(String name) {
        AtomicInteger count = counts.get(name);
        if (count != null && count.decrementAndGet() == 0) {
            counts.remove(name, count);
        }
    }

    int names() {
        return counts.size();
    }
}
