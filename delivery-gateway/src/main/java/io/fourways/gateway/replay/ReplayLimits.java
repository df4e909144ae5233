package io.fourways.gateway.replay;

/**
 * How much of this gateway and of the broker reading behind the window may take.
 *
 * @param concurrency  how many pages are read from the broker at a time
 * @param waiting      how many pages wait to be read, beyond which readers are sent away
 * @param readingBytes how many bytes of records are read at a time, by all together
 * @param cacheBytes   how many bytes of pages are kept for others to share
 */
public record ReplayLimits(int concurrency, int waiting, long readingBytes, long cacheBytes) {

    private static final long SMALL_PAGE = 1 << 20;
    private static final int PAGES_KEPT = 16;

    /** How many bytes of records may be read at once; a single record may have more. */
    long bytesAtOnce() {
        return Math.max(1, readingBytes / concurrency);
    }

    /**
     * How many bytes of records a page may have; one that is a single record may have more. Who reads slowly takes a page a little at
     * a time, and it must still be there when they come back, with those of others in other places: else it is read again, whole,
     * each time.
     */
    long pageBytes() {
        return Math.min(bytesAtOnce(), Math.max(SMALL_PAGE, cacheBytes / PAGES_KEPT));
    }
}
