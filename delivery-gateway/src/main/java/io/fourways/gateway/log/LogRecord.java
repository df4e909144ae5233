package io.fourways.gateway.log;

/**
 * What the log holds at one offset, undecoded.
 *
 * @param offset  where it stands; greater than those before it, not necessarily by one
 * @param body    an event in wire form, or something else that somebody wrote
 * @param written when it came onto the log, milliseconds since the epoch, as the log says of what it held already; 0 of what
 *                is read as it comes
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogRecord(long offset, byte[] body, long written) {

    /** One that is read as it comes. */
    public LogRecord(long offset, byte[] body) {
        this(offset, body, 0);
    }
}
