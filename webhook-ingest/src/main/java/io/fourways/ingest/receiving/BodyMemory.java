package io.fourways.ingest.receiving;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies may take, all together: counted as they grow, whatever their length was said to be, until they
 * are answered. Who sends slowly holds about as much as was sent. One source's bodies take no more than a part: they
 * are counted before anything is verified, and whoever knows one source's address may send to it.
 */
final class BodyMemory {

    private final AtomicLong taken = new AtomicLong();
    private final Map<String, AtomicLong> takenBySource = new ConcurrentHashMap<>();
    private final long most;
    private final long mostOfASource;

    BodyMemory(long most, long mostOfASource) {
        this.most = most;
        this.mostOfASource = mostOfASource;
    }

    /** What one request to a source that there is takes of it. */
    Share share(String source) {
        return new Share(takenBySource.computeIfAbsent(source, first -> new AtomicLong()));
    }

    long taken() {
        return taken.get();
    }

    /**
     * One request's part of the memory. Safe for any thread: a request may be given up while another chunk of it is
     * being read.
     */
    final class Share {

        private final AtomicLong takenBySource;
        private long bytes;
        private boolean over;

        private Share(AtomicLong takenBySource) {
            this.takenBySource = takenBySource;
        }

        /** Takes more of it; fails with {@link Exhausted} when there is none, or when this was given back. */
        synchronized void take(int more) {
            if (over) {
                throw new Exhausted();
            }
            add(takenBySource, more, mostOfASource);
            try {
                add(taken, more, most);
            } catch (Exhausted full) {
                takenBySource.addAndGet(-more);
                throw full;
            }
            bytes += more;
        }

        synchronized void giveBack() {
            over = true;
            taken.addAndGet(-bytes);
            takenBySource.addAndGet(-bytes);
            bytes = 0;
        }
    }

    private static void add(AtomicLong sum, int more, long most) {
        if (sum.addAndGet(more) > most) {
            sum.addAndGet(-more);
            throw new Exhausted();
        }
    }

    /** There is no memory for another chunk. */
    static final class Exhausted extends RuntimeException {

        Exhausted() {
            super("too many bytes of bodies are in memory", null, false, false);
        }
    }
}
