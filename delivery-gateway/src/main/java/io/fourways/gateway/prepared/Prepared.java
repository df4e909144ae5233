package io.fourways.gateway.prepared;

import io.fourways.service.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A text that was admitted.
 *
 * @param caller  whom its token has proved to be
 * @param address what the client is counted by; null where that is the connection's own
 * @param until   until when that counts, by {@link System#nanoTime()}
 */
record Prepared(
        PollText text,
        Question question,
        Caller caller,
        @Nullable String address,
        long until) {

    boolean isValid() {
        return System.nanoTime() - until < 0
                && (caller.expires() == null || caller.expires().toEpochMilli() > System.currentTimeMillis());
    }
}
