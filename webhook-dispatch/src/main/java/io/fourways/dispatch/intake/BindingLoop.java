package io.fourways.dispatch.intake;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.app.SubscriptionSignal;
import io.fourways.service.database.Database;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The thread that has the work queue bound: at once when this instance changes what is subscribed or has a new connection,
 * whose broker may be a new one, and soon when another instance does.
 */
final class BindingLoop implements SmartLifecycle, SubscriptionSignal {

    private static final Logger log = LoggerFactory.getLogger(BindingLoop.class);
    private static final long UNKNOWN = -1;

    private final Bindings bindings;
    private final Database database;
    private final IntakeProperties properties;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean anew = true;
    private volatile @Nullable Thread thread;
    private volatile boolean died;
    private long bound = UNKNOWN;
    private int failures;

    BindingLoop(Bindings bindings, Database database, IntakeProperties properties, ConnectionFactory connections) {
        this.bindings = bindings;
        this.database = database;
        this.properties = properties;
        connections.addConnectionListener(this::connected);
    }

    private void connected(@Nullable Connection connection) {
        anew = true;
        raise();
    }

    /** Says that what is subscribed has changed. Never blocks; safe for any thread. */
    @Override
    public void raise() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    @Override
    public void start() {
        Thread binding = new Thread(this::run, "fourways-bindings");
        binding.setDaemon(true);
        thread = binding;
        binding.start();
    }

    private void run() {
        try {
            while (isCurrent()) {
                news.drainPermits();
                long rest = attempt()
                        ? properties.refresh().toMillis()
                        : properties.delayAfter(failures).toMillis();
                news.tryAcquire(rest, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException hurried) {
            log.debug("Binding is stopped", hurried);
        } finally {
            if (isCurrent()) {
                died = true;
                log.error("The thread that binds the work queue has died: what is subscribed now brings nothing");
            }
        }
    }

    private boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** Whatever it was that failed: the thread must live. */
    private boolean attempt() {
        if (!database.isReady()) {
            return true;
        }
        boolean all = anew;
        anew = false;
        try {
            if (all || requireNonNull(bindings.version().block()) != bound) {
                bound = requireNonNull(bindings.reconcile(all).block());
            }
            failures = 0;
            return true;
        } catch (RuntimeException failure) {
            anew |= all;
            report(failure);
            return false;
        }
    }

    private void report(RuntimeException failure) {
        if (failures++ == 0 && isCurrent()) {
            log.warn(
                    "The work queue may not be bound as it should be; trying again until it is: {}",
                    failure.toString());
        } else {
            log.debug("The work queue may still not be bound as it should be", failure);
        }
    }

    /** Whether it ended although nobody stopped it. */
    boolean hasDied() {
        return died;
    }

    @Override
    public void stop() {
        Thread binding = thread;
        thread = null;
        if (binding != null) {
            binding.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** After the schema when starting, before it when stopping. */
    @Override
    public int getPhase() {
        return 100;
    }
}
