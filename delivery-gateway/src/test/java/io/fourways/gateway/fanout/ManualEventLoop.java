package io.fourways.gateway.fanout;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** An event loop that runs a task when the test says so, on the test's thread. */
public final class ManualEventLoop extends AbstractScheduledEventExecutor implements EventLoop {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private long nanos;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs the next task; false when there is none. */
    public boolean runOne() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    public void runAll() {
        while (runOne()) {}
    }

    /** Lets time pass, and runs what was scheduled for it. */
    public void pass(long amount, TimeUnit unit) {
        nanos += unit.toNanos(amount);
        Runnable due = pollScheduledTask(nanos);
        while (due != null) {
            due.run();
            due = pollScheduledTask(nanos);
        }
        runAll();
    }

    /** Lets time pass until something that was scheduled is due, if that is no longer than this; false when there is none. */
    boolean passUntilDue(long atMost, TimeUnit unit) {
        long left = nextScheduledTaskNano();
        boolean soon = left >= 0 && left <= unit.toNanos(atMost);
        if (soon) {
            pass(left, TimeUnit.NANOSECONDS);
        }
        return soon;
    }

    int waiting() {
        return tasks.size();
    }

    @Override
    protected long getCurrentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return true;
    }

    @Override
    public EventLoopGroup parent() {
        return null;
    }

    @Override
    public EventLoop next() {
        return this;
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> terminationFuture() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShuttingDown() {
        return false;
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
        return false;
    }
}
