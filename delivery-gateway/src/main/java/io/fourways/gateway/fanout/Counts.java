package io.fourways.gateway.fanout;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

/**
 * How often each key is there. One thread adds and takes away, which needs no lock as long as one of the kind stays; any may look, and
 * sees what was so a moment ago.
 */
final class Counts<K> {

    private final Map<K, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** One more of it; whether it is the first. */
    boolean add(K key) {
        AtomicInteger count = counts.get(key);
        if (count == null) {
            counts.put(key, new AtomicInteger(1));
            return true;
        }
        count.setRelease(count.getPlain() + 1);
        return false;
    }

    /** @throws IllegalStateException when there is none */
    void remove(K key) {
        AtomicInteger count = counts.get(key);
        if (count == null) {
            throw new IllegalStateException("there is no " + key);
        }
        if (count.getPlain() == 1) {
            counts.remove(key);
        } else {
            count.setRelease(count.getPlain() - 1);
        }
    }

    boolean has(K key) {
        return counts.containsKey(key);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    void forEach(ObjIntConsumer<K> action) {
        counts.forEach((key, count) -> action.accept(key, count.getAcquire()));
    }
}
