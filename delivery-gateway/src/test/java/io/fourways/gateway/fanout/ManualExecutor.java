package io.fourways.gateway.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Threads that run a task when the test says so, in any order. */
final class ManualExecutor extends AbstractExecutorService {

    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs one of the tasks; false when there is none. */
    boolean runAny(Random random) {
        Runnable task;
        synchronized (this) {
            if (tasks.isEmpty()) {
                return false;
            }
            task = tasks.remove(random.nextInt(tasks.size()));
        }
        task.run();
        return true;
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        tasks.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
