package io.fourways.service.background;

import org.springframework.context.SmartLifecycle;

/** A part of a service that works on a thread of its own. */
public interface Loop extends SmartLifecycle {

    LoopThread thread();

    /** Whether the thread ended although nobody stopped it: then what it is there for is not done any more. */
    default boolean hasDied() {
        return thread().hasDied();
    }

    @Override
    default void start() {
        thread().start();
    }

    @Override
    default void stop() {
        thread().stop();
    }

    @Override
    default boolean isRunning() {
        return thread().isRunning();
    }

    /** Before the web server when starting and after it when stopping; the publisher and the database outlive it. */
    @Override
    default int getPhase() {
        return 100;
    }
}
