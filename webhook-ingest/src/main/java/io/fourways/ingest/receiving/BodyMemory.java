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
    private final Map<String, Long> takenBySource = new ConcurrentHashMap<>();
    private final long most;
    private final long mostOfASource;

    BodyMemory(long most, long mostOfASource) {
        this.most = most;
        this.mostOfASource = mostOfASource;
    }

    /** What one request to a source that there is takes of it. */
    Share share(String source) {
        return new Share(source);
    }

    /** How many sources have taken some of it. */
    int sources() {
        return takenBySource.size();
    }

    long taken() {
        return taken.get();
    }

    /**
     * One request's part of the memory. Safe for any thread: a request may be given up while another chunk of it is
     * being read.
     */
    final class Share {

        private final String source;
        private long bytes;
        private boolean over;

        private Share(String source) {
            this.source = source;
        }

        /** Takes more of it; fails with {@link Exhausted} when there is none, or when this was given back. */
        synchronized void take(int more) {
            if (over) {
                throw new Exhausted();
            }
            takenBySource.compute(source, (name, before) -> sum(before == null ? 0 : before, more));
            if (taken.addAndGet(more) > most) {
                taken.addAndGet(-more);
                giveBack(more);
                throw new Exhausted();
            }
            bytes += more;
        }

        synchronized void giveBack() {
            over = true;
            taken.addAndGet(-bytes);
            giveBack(bytes);
            bytes = 0;
        }

        /** A source that has taken nothing is none that is remembered. */
        private void giveBack(long some) {
            takenBySource.computeIfPresent(source, (name, before) -> before == some ? null : before - some);
        }

        private long sum(long before, int more) {
            if (before + more > mostOfASource) {
                throw new Exhausted();
            }
            return before + more;
        }
    }

    /** There is no memory for another chunk. */
    static final class Exhausted extends RuntimeException {

        Exhausted() {
            super("too many bytes of bodies are in memory", null, false, false);
        }
    }
}
