package io.fourways.ingest.inbox;

/** What came of storing a webhook. */
public sealed interface Acceptance {

    /** Stored durably: at least one of its events for the first time. */
    record Accepted() implements Acceptance {}

    /** All of its events had been stored durably before. */
    record Duplicate() implements Acceptance {}

    /**
     * Not known to be stored: the sender has to send it again. If it was stored all the same, because only the
     * database's answer was missing, it will then be a duplicate.
     *
     * @param cause why
     */
    record Unavailable(Cause cause) implements Acceptance {}

    /** Why a webhook could not be stored. */
    enum Cause {
        /** Too many webhooks wait to be stored. */
        OVERLOADED,
        /** The database is too slow: the webhook waited as long as it may. */
        LATE,
        /** The database cannot be reached, or failed. */
        DATABASE
    }
}
