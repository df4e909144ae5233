package io.fourways.ingest.receiving;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies may take, all together: counted as they grow, whatever their length was said to be, until they
 * are answered. Who sends slowly holds about as much as was sent.
 */
final class BodyMemory {

    private final AtomicLong taken = new AtomicLong();
    private final long most;

    BodyMemory(long most) {
        this.most = most;
    }

    /** What one request takes of it. */
    Share share() {
        return new Share();
    }

    long taken() {
        return taken.get();
    }

    /**
     * One request's part of the memory. Safe for any thread: a request may be given up while another chunk of it is
     * being read.
     */
    final class Share {

        private long bytes;
        private boolean over;

        /** Takes more of it; fails with {@link Exhausted} when there is none, or when this was given back. */
        synchronized void take(int more) {
            if (over) {
                throw new Exhausted();
            }
            if (taken.addAndGet(more) > most) {
                taken.addAndGet(-more);
                throw new Exhausted();
            }
            bytes += more;
        }

        synchronized void giveBack() {
            over = true;
            taken.addAndGet(-bytes);
            bytes = 0;
        }
    }

    /** There is no memory for another chunk. */
    static final class Exhausted extends RuntimeException {

        Exhausted() {
            super("too many bytes of bodies are in memory", null, false, false);
        }
    }
}
