package io.fourways.gateway.log;

/** What this gateway knows of the log's end. */
public interface LogState {

    /** Whether the window reaches the end that the log had when following it began. */
    boolean isCaughtUp();

    /** Whether what is written to the log is arriving here now. */
    boolean isConnected();

    /** The state of a log that is followed. */
    static LogState of(LogTail tail, LogSource source) {
        return new LogState() {
            @Override
            public boolean isCaughtUp() {
                return tail.isCaughtUp();
            }

            @Override
            public boolean isConnected() {
                return source.isConnected();
            }
        };
    }
}
