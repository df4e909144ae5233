package io.fourways.gateway.log;

/** Where a log is kept. */
public interface LogSource extends AutoCloseable {

    /** Of how many places before what is read it is known, at least, which events stand there. */
    int LOOK_BACK = 1024;

    /** The log's name, as cursors have it. */
    String log();

    /**
     * Starts to follow the log: from at most {@code backlog} records before its end, on and on, through every outage of
     * the broker. The {@value #LOOK_BACK} places before these are passed by first. Called once.
     */
    void follow(long backlog, Follower follower);

    /**
     * The records from an offset on, and none at or behind {@code end}, which must be an offset that the log has reached.
     * Where the log begins later than {@code offset}, from its beginning. Blocks.
     *
     * @param limit    how many records at most
     * @param maxBytes how many bytes they have together at most; a single one may have more
     * @throws LogUnavailableException when the broker is away
     */
    LogStretch read(long offset, long end, int limit, long maxBytes);

    /** Whether what is written to the log is arriving here now. */
    boolean isConnected();

    @Override
    void close();

    /** Takes what the log holds, in order, on one thread at a time. */
    interface Follower {

        /** One that stands before the first record: to know of, not to keep. */
        void passBy(LogRecord record);

        /** The next record. Fails only if it was not taken; it then comes again, before any other. */
        void record(LogRecord record);

        /** All that had been written when following began has been passed on. */
        void caughtUp();

        /** The log is not the one it was: what follows is another's, from the beginning. */
        void replaced();
    }
}
