package io.fourways.dispatch.outbox;

import static java.util.Objects.requireNonNull;

import io.fourways.contract.Event;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The outbox, and the thread that empties it. Stopping lets a batch come to its end. */
final class RelayingOutbox implements Outbox, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayingOutbox.class);
    private static final Duration LAST_BATCH = Duration.ofSeconds(10);

    private final Database database;
    private final Relay relay;
    private final Pause pause;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean died;
    private boolean failing;

    RelayingOutbox(Database database, Relay relay, Pause pause, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public Mono<Void> write(DatabaseClient client, List<Event> events) {
        return events.isEmpty() ? Mono.empty() : OutboxTable.write(client, clock.instant(), events);
    }

    @Override
    public void raise() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        Thread relaying = new Thread(this::run, "fourways-outbox");
        relaying.setDaemon(true);
        thread = relaying;
        relaying.start();
    }

    private void run() {
        try {
            while (isCurrent()) {
                news.drainPermits();
                Relayed batch = attempt();
                report(batch);
                rest(batch, pause.after(batch));
            }
        } catch (InterruptedException hurried) {
            log.debug("Relaying is stopped within a batch", hurried);
        } finally {
            if (isCurrent()) {
                died = true;
                log.error("The thread that relays has died: nothing is published until the service is started anew");
            }
        }
    }

    private boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** Whatever it was that failed: the thread must live, for nobody else in this process relays. */
    private Relayed attempt() {
        try {
            return database.isReady() ? requireNonNull(relay.relay().block()) : Relayed.NOTHING;
        } catch (RuntimeException failure) {
            return new Relayed(0, failure);
        }
    }

    /** Whether it ended although nobody stopped it: then this instance publishes nothing any more. */
    boolean hasDied() {
        return died;
    }

    /** News end a rest, unless it is for a failure. */
    private void rest(Relayed batch, Duration duration) throws InterruptedException {
        if (batch.failure() != null) {
            stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            news.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void report(Relayed batch) {
        Throwable failure = batch.failure();
        if (failure != null && !isCurrent()) {
            log.debug("Relaying is stopped within a batch", failure);
            return;
        }
        if (failure != null && !failing) {
            log.warn("Not everything in the outbox is published; trying again until it is: {}", reason(failure));
        } else if (failure == null && failing) {
            log.info("What is in the outbox is published again");
        }
        failing = failure != null;
    }

    private static String reason(Throwable failure) {
        return failure instanceof ProblemException problem
                ? String.valueOf(problem.getBody().getDetail())
                : failure.toString();
    }

    @Override
    public void stop() {
        Thread relaying = thread;
        thread = null;
        if (relaying != null) {
            stopping.countDown();
            raise();
            end(relaying);
        }
    }

    private static void end(Thread relaying) {
        try {
            relaying.join(LAST_BATCH.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        relaying.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server when starting and after it when stopping; the publisher and the database outlive it. */
    @Override
    public int getPhase() {
        return 100;
    }
}
