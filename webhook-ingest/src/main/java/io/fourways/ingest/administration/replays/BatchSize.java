package io.fourways.ingest.administration.replays;

/** How many webhooks are replayed at once: fewer after a batch has failed, which may be too many, until one succeeds. */
final class BatchSize {

    private static final int MOST = 100;

    private volatile int now = MOST;

    int atMost(int wanted) {
        return Math.min(now, wanted);
    }

    void halve() {
        now = Math.max(now / 2, 1);
    }

    void doubleUp() {
        now = Math.min(2 * now, MOST);
    }
}
