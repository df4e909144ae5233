package io.fourways.dispatch.intake;

import static java.util.Objects.requireNonNull;

import io.fourways.dispatch.app.SubscriptionSignal;
import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.database.Database;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * The thread that has the work queue bound: at once when this instance changes what is subscribed or has a new connection,
 * whose broker may be a new one, and soon when another instance does.
 */
final class BindingLoop implements Loop, SubscriptionSignal {

    private static final Logger log = LoggerFactory.getLogger(BindingLoop.class);
    private static final long UNKNOWN = -1;
    private static final String LOSS =
            "The thread that binds the work queue has died: what is subscribed now brings nothing";

    private final Bindings bindings;
    private final Database database;
    private final IntakeProperties properties;
    private final LoopThread thread = new LoopThread("fourways-bindings", Duration.ZERO, LOSS, this::run);
    private volatile boolean anew = true;
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

    @Override
    public LoopThread thread() {
        return thread;
    }

    /** Says that what is subscribed has changed. Never blocks; safe for any thread. */
    @Override
    public void raise() {
        thread.raise();
    }

    private void run() throws InterruptedException {
        while (thread.isWanted()) {
            thread.rest(attempt() ? properties.refresh() : properties.backoff().after(failures));
        }
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
        if (failures++ == 0 && thread.isWanted()) {
            log.warn(
                    "The work queue may not be bound as it should be; trying again until it is: {}",
                    failure.toString());
        } else {
            log.debug("The work queue may still not be bound as it should be", failure);
        }
    }
}
