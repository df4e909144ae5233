package io.fourways.gateway.replay;

import io.fourways.gateway.log.Identities;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where pages begin. At fixed places, {@value Replay#PAGE} offsets apart, so that readers who are near each other share
 * them; a page that is full before the next of these is continued by one that begins where it ends. Who is further on
 * in such a stretch, and in no page that is known there, begins at a finer grid: one that was found to be fine enough.
 *
 * <p>All of it may be forgotten at any time: it saves reading, and nothing depends on it.
 */
final class PagePlaces {

    private static final int PAGES = 10_000;
    private static final int CONTINUATIONS = 64;

    private final NavigableMap<Place, Long> ends = new TreeMap<>();
    private final Map<Place, Identities> continuations = newest(CONTINUATIONS);
    private final Map<Place, Integer> strides = newest(PAGES);

    private record Place(int generation, long number) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byGeneration = Integer.compare(generation, other.generation);
            return byGeneration == 0 ? Long.compare(number, other.number) : byGeneration;
        }
    }

    /** Where the page begins that is to hold an offset; unless one is known, at most so many places before. */
    synchronized long startOf(int generation, long offset, int stride) {
        Place wanted = new Place(generation, offset);
        Map.Entry<Place, Long> known = ends.floorEntry(wanted);
        if (known != null && known.getKey().generation() == generation && offset < known.getValue()) {
            return known.getKey().number();
        }
        long within = Math.min(stride, strides.getOrDefault(stretch(generation, offset), stride));
        return continuations.containsKey(wanted) ? offset : offset - Math.floorMod(offset, within);
    }

    /** Where the stretch ends that an offset is in, which no page goes beyond. */
    static long endOfStretch(long offset) {
        return (Math.floorDiv(offset, (long) Replay.PAGE) + 1) * Replay.PAGE;
    }

    /** A page was read, at whose end these identities had been seen. */
    synchronized void read(int generation, Page page, Identities seen) {
        noteEnd(generation, page);
        if (page.full() || page.end() == endOfStretch(page.from())) {
            continuations.put(new Place(generation, page.end()), seen);
        }
    }

    /** A page that is not full yet goes on growing with what leaves the window. */
    private void noteEnd(int generation, Page page) {
        ends.put(new Place(generation, page.from()), page.full() ? page.end() : endOfStretch(page.from()));
        if (ends.size() > PAGES) {
            ends.pollFirstEntry();
        }
    }

    /** The identities before the first offset of a page, if it continues one that was read lately. */
    synchronized @Nullable Identities seenBefore(int generation, long start) {
        Identities seen = continuations.get(new Place(generation, start));
        return seen == null ? null : seen.copy();
    }

    /**
     * A page was full before an offset that it was to hold: the grid there is to be as fine as the page is short. Returns
     * how fine; a page that begins there begins behind this one.
     */
    synchronized int refine(int generation, Page page) {
        noteEnd(generation, page);
        int stride = Integer.highestOneBit((int) (page.end() - page.from()));
        strides.merge(stretch(generation, page.from()), stride, Math::min);
        return stride;
    }

    private static Place stretch(int generation, long offset) {
        return new Place(generation, Math.floorDiv(offset, (long) Replay.PAGE));
    }

    synchronized void clear() {
        ends.clear();
        continuations.clear();
        strides.clear();
    }

    /** A map of what was used last. */
    private static <V> Map<Place, V> newest(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, V> eldest) {
                return size() > size;
            }
        };
    }
}
