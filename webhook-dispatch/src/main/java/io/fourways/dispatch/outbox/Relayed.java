package io.fourways.dispatch.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What came of one batch.
 *
 * @param published how many events are on the log, and deleted
 * @param failure   why not all that was tried is; null when it is
 */
record Relayed(int published, @Nullable Throwable failure) {

    static final Relayed NOTHING = new Relayed(0, null);
}
