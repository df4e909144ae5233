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

    /** How many bytes of records a page may have; one that is a single record may have more. */
    long pageBytes() {
        return Math.max(1, readingBytes / concurrency);
    }
}
