package io.fourways.gateway.log;

/**
 * What the log holds at one offset, undecoded.
 *
 * @param offset  where it stands; greater than those before it, not necessarily by one
 * @param body    an event in wire form, or something else that somebody wrote
 * @param written when it came onto the log, milliseconds since the epoch, as the log says
 * @param fresh   whether it came onto the log after following the log began, and not before
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogRecord(long offset, byte[] body, long written, boolean fresh) {

    /** One that the log held already. */
    public LogRecord(long offset, byte[] body, long written) {
        this(offset, body, written, false);
    }

    /** One of a log that says no times, and is read as it is written. */
    public static LogRecord writtenNow(long offset, byte[] body) {
        return new LogRecord(offset, body, System.currentTimeMillis(), true);
    }
}
