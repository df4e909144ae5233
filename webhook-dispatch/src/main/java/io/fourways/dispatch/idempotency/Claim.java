package io.fourways.dispatch.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a key when a request comes with it. */
sealed interface Claim {

    /**
     * Nothing: the request is to be done, and its answer to be told.
     *
     * @param since when it took the key, as the database keeps it
     */
    record Fresh(Instant since) implements Claim {}

    /** Another request has come with it. */
    record Misused() implements Claim {}

    /** The first request with it is still at work, or has ended without a word a moment ago. */
    record Busy() implements Claim {}

    /**
     * The first request was answered.
     *
     * @param body JSON; null for none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(int status, byte @Nullable [] body) implements Claim {}

    /** The first request has made a message, which is to be answered as it is now. */
    record Made(String message) implements Claim {}
}
