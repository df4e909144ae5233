package io.fourways.service.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works until it is stopped. Then what it is at may come to its end, for a while, before it is interrupted.
 * If it ends although nobody stopped it, it has died: it says so, and nothing brings it back but a new start.
 *
 * <p>Whether it is wanted is for the thread itself to ask, and it alone rests; everything else is safe for any thread.
 */
public final class LoopThread {

    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

    /** What is done on the thread, for as long as it is wanted. */
    @FunctionalInterface
    public interface Work {

        void run() throws InterruptedException;
    }

    private final String name;
    private final Duration patience;
    private final String loss;
    private final Work work;
    private final Semaphore news = new Semaphore(0);
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean died;

    /**
     * @param patience how long stopping waits for the work to end by itself; nothing to interrupt it at once
     * @param loss     what is said when the thread has died: that it has, and what is missing from then on
     */
    public LoopThread(String name, Duration patience, String loss, Work work) {
        this.name = name;
        this.patience = patience;
        this.loss = loss;
        this.work = work;
    }

    public void start() {
        stopping = new CountDownLatch(1);
        Thread working = new Thread(this::run, name);
        working.setDaemon(true);
        thread = working;
        working.start();
    }

    private void run() {
        try {
            work.run();
        } catch (InterruptedException hurried) {
            log.debug("{} is stopped at once", name, hurried);
        } finally {
            if (isWanted()) {
                died = true;
                log.error(loss);
            }
        }
    }

    /** Whether this thread is to go on. */
    public boolean isWanted() {
        return thread == Thread.currentThread();
    }

    /** Waits; news, or that it is stopped, end it early. */
    public void rest(Duration duration) throws InterruptedException {
        news.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS);
        news.drainPermits();
    }

    /** Waits; only that it is stopped ends it early. What news there were meanwhile are forgotten. */
    public void pause(Duration duration) throws InterruptedException {
        stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        news.drainPermits();
    }

    /** Says that there is something to do. Never blocks; many calls may be answered as one. */
    public void raise() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    public void stop() {
        Thread working = thread;
        thread = null;
        if (working != null) {
            stopping.countDown();
            news.release();
            end(working);
        }
    }

    private void end(Thread working) {
        try {
            TimeUnit.MILLISECONDS.timedJoin(working, patience.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        working.interrupt();
    }

    public boolean isRunning() {
        return thread != null;
    }

    public boolean hasDied() {
        return died;
    }
}
