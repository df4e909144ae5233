package io.fourways.gateway.log;

import org.springframework.context.SmartLifecycle;

/** Follows the log for as long as the application runs, from before its server starts until after it has stopped. */
public final class LogLifecycle implements SmartLifecycle {

    private final LogSource source;
    private final LogTail tail;
    private final long backlog;
    private volatile boolean running;

    /** @param backlog how many records before the log's end are read at first */
    public LogLifecycle(LogSource source, LogTail tail, long backlog) {
        this.source = source;
        this.tail = tail;
        this.backlog = backlog;
    }

    @Override
    public void start() {
        running = true;
        source.follow(backlog, tail);
    }

    @Override
    public void stop() {
        running = false;
        source.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
