package io.fourways.dispatch.delivery;

import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The thread that claims and sends: it claims for all endpoints that have something due and may have more, sends what it
 * got, and goes on at once; it rests only when there is nothing to ask for. While a claim is on its way deliveries end and
 * messages come in, and the next claim is for all of them: so claims grow with the load.
 *
 * <p>Everything that is known of endpoints belongs to this thread; others leave word.
 */
final class Dispatcher implements SmartLifecycle, DueSignal {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Database database;
    private final Deliveries deliveries;
    private final Pause pause;
    private final Clock clock;
    private final Duration drain;
    private final Queue<Runnable> word = new ConcurrentLinkedQueue<>();
    private final Semaphore news = new Semaphore(0);
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean died;
    private boolean failing;

    Dispatcher(Database database, Deliveries deliveries, Pause pause, Clock clock, Duration drain) {
        this.database = database;
        this.deliveries = deliveries;
        this.pause = pause;
        this.clock = clock;
        this.drain = drain;
        deliveries.leaveWordWith(this::leaveWord);
    }

    @Override
    public void raise(Collection<String> endpointIds) {
        List<String> raised = List.copyOf(endpointIds);
        leaveWord(() -> deliveries.raise(raised));
    }

    private void leaveWord(Runnable what) {
        word.add(what);
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        Thread dispatching = new Thread(this::run, "fourways-dispatch");
        dispatching.setDaemon(true);
        thread = dispatching;
        dispatching.start();
    }

    private void run() {
        try {
            while (isCurrent()) {
                news.drainPermits();
                Duration rest = attempt();
                if (!rest.isZero()) {
                    news.tryAcquire(rest.toMillis() + 1, TimeUnit.MILLISECONDS);
                }
            }
            drain();
        } catch (InterruptedException hurried) {
            log.debug("Delivering is stopped at once", hurried);
        } finally {
            if (isCurrent()) {
                died = true;
                log.error("The thread that delivers has died: nothing is sent until the service is started anew");
            }
        }
    }

    private boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** Whatever it was that failed: the thread must live, for nobody else in this process delivers. */
    private Duration attempt() throws InterruptedException {
        try {
            hear();
            if (!database.isReady()) {
                return LONGEST_REST;
            }
            boolean busy = deliveries.claim();
            report(null);
            return busy ? Duration.ZERO : shorter(deliveries.rest(clock.instant()), LONGEST_REST);
        } catch (RuntimeException failure) {
            report(failure);
            stopping.await(pause.next().toMillis(), TimeUnit.MILLISECONDS);
            return Duration.ZERO;
        }
    }

    private void hear() {
        for (Runnable next = word.poll(); next != null; next = word.poll()) {
            next.run();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether it ended although nobody stopped it: then this instance delivers nothing any more. */
    boolean hasDied() {
        return died;
    }

    private void report(@Nullable RuntimeException failure) {
        if (failure != null && !failing) {
            log.warn("Deliveries cannot be claimed; trying again until they can: {}", failure.toString());
        } else if (failure == null && failing) {
            log.info("Deliveries are claimed again");
            pause.recovered();
        }
        failing = failure != null;
    }

    /** What is under way is waited for; what is not over by then another dispatcher sends again. */
    private void drain() throws InterruptedException {
        long end = System.nanoTime() + drain.toNanos();
        while (deliveries.inFlight() > 0 && System.nanoTime() < end) {
            news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            hear();
        }
    }

    @Override
    public void stop() {
        Thread dispatching = thread;
        thread = null;
        if (dispatching != null) {
            stopping.countDown();
            news.release();
            end(dispatching);
        }
    }

    private void end(Thread dispatching) {
        try {
            dispatching.join(drain.plus(LONGEST_REST).toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        dispatching.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server when starting and after it when stopping; the database outlives it. */
    @Override
    public int getPhase() {
        return 100;
    }
}
