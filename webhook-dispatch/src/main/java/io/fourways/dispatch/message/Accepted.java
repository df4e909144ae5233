package io.fourways.dispatch.message;

import java.time.Instant;

/**
 * What became of a message.
 *
 * @param id     the message's, of a repeated one the first's
 * @param at     when it was made, of a repeated one the first
 * @param status whether it was stored
 */
public record Accepted(String id, Instant at, Status status) {

    /** Whether a message was stored. */
    public enum Status {
        /** Now. */
        STORED,
        /** Before: it has made nothing. */
        REPEATED,
        /** There is no such app: it has made nothing, and its id is nobody's. */
        UNOWNED
    }

    public boolean isStored() {
        return status == Status.STORED;
    }
}
