package io.fourways.ingest.relay;

import static java.util.Objects.requireNonNull;

import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Relays in rounds, on a thread of its own: in each, every source that something waits of gets one batch, so that one
 * with much to catch up with does not keep the others waiting. Stopping lets a round come to its end.
 */
final class Relay implements SmartLifecycle, InboxSignal {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final Database database;
    private final SourceRelay sources;
    private final Pause pause;
    private final int concurrency;
    private final Semaphore news = new Semaphore(0);
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean died;
    private boolean failing;

    Relay(Database database, SourceRelay sources, Pause pause, RelayProperties properties) {
        this.database = database;
        this.sources = sources;
        this.pause = pause;
        this.concurrency = properties.sources();
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
        Thread relaying = new Thread(this::run, "fourways-relay");
        relaying.setDaemon(true);
        thread = relaying;
        relaying.start();
    }

    private void run() {
        try {
            while (isCurrent()) {
                news.drainPermits();
                Relayed round = attempt();
                report(round);
                rest(round, pause.after(round));
            }
        } catch (InterruptedException hurried) {
            log.debug("Relaying is stopped within a round", hurried);
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
            return database.isReady() ? requireNonNull(round().block()) : Relayed.NOTHING;
        } catch (RuntimeException failure) {
            return Relayed.failed(0, failure);
        }
    }

    /** Whether it ended although nobody stopped it: then this instance publishes nothing any more. */
    boolean hasDied() {
        return died;
    }

    private Mono<Relayed> round() {
        return database.inTransaction(client -> Backlog.sources(client).collectList())
                .flatMapMany(Flux::fromIterable)
                .flatMap(waiting -> sources.relay(waiting.source()), concurrency, 1)
                .reduce(Relayed.NOTHING, Relayed::and)
                .onErrorResume(failure -> Mono.just(Relayed.failed(0, failure)));
    }

    /** News end a rest, unless it is for a failure. */
    private void rest(Relayed round, Duration duration) throws InterruptedException {
        if (round.failure() != null) {
            stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            news.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void report(Relayed round) {
        Throwable failure = round.failure();
        if (failure != null && !isCurrent()) {
            log.debug("Relaying is stopped within a round", failure);
            return;
        }
        if (failure != null && !failing) {
            log.warn("Not everything in the inbox is published; trying again until it is: {}", reason(failure));
        } else if (failure == null && failing) {
            log.info("What is in the inbox is published again");
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
            relaying.join(LAST_ROUND.toMillis());
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
