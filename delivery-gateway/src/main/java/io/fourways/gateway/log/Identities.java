package io.fourways.gateway.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The identities ({@code source}, {@code id}) of the events seen last, each with the offset it was first seen at. For
 * one thread at a time.
 */
public final class Identities {

    private final int capacity;
    private final Map<Identity, Long> firstSeen;

    /** @param capacity how many are remembered; the oldest is forgotten first */
    public Identities(int capacity) {
        this.capacity = capacity;
        this.firstSeen = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Identity, Long> eldest) {
                return size() > capacity;
            }
        };
    }

    private Identities(Identities others) {
        this(others.capacity);
        firstSeen.putAll(others.firstSeen);
    }

    /** The same identities, to be gone on with apart from these. */
    public Identities copy() {
        return new Identities(this);
    }

    /**
     * The first 128 bits of the SHA-256 of source, NUL, id.
     *
     * @param high the first half
     * @param low  the second
     */
    record Identity(long high, long low) {}

    /** Whether no other offset before this one is known to hold the identity. */
    boolean isNew(Identity identity, long offset) {
        Long first = firstSeen.putIfAbsent(identity, offset);
        return first == null || first >= offset;
    }

    /** Forgets all. */
    void clear() {
        firstSeen.clear();
    }
}
