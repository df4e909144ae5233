package io.fourways.gateway.serving;

import org.springframework.context.SmartLifecycle;

/** Follows the logs for as long as the application runs, from before its server starts until after it has stopped. */
public final class LogLifecycle implements SmartLifecycle {

    private final ServedLogs logs;
    private final long backlog;
    private volatile boolean running;

    /** @param backlog how many records before each log's end are read at first */
    public LogLifecycle(ServedLogs logs, long backlog) {
        this.logs = logs;
        this.backlog = backlog;
    }

    @Override
    public void start() {
        running = true;
        logs.all().forEach(log -> log.source().follow(backlog, log.tail()));
    }

    @Override
    public void stop() {
        running = false;
        logs.all().forEach(log -> log.source().close());
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
