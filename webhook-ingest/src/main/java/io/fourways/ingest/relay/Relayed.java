package io.fourways.ingest.relay;

import org.jspecify.annotations.Nullable;

/**
 * What came of relaying, one source once or several sources.
 *
 * @param published how many webhooks are on the log and marked
 * @param busy      whether another instance has a source
 * @param failure   why not all that was tried is; null when it is
 */
record Relayed(int published, boolean busy, @Nullable Throwable failure) {

    static final Relayed NOTHING = new Relayed(0, false, null);
    static final Relayed BUSY = new Relayed(0, true, null);

    static Relayed all(int published) {
        return new Relayed(published, false, null);
    }

    static Relayed failed(int published, Throwable failure) {
        return new Relayed(published, false, failure);
    }

    /** Both together; of two failures the first. */
    Relayed and(Relayed other) {
        return new Relayed(published + other.published, busy || other.busy, failure == null ? other.failure : failure);
    }
}
