package io.fourways.dispatch.delivery;

import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.background.Outage;
import io.fourways.service.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that claims and sends: it claims for all endpoints that have something due and may have more, sends what it
 * got, and goes on at once; it rests only when there is nothing to ask for. While a claim is on its way deliveries end and
 * messages come in, and the next claim is for all of them: so claims grow with the load.
 *
 * <p>Everything that is known of endpoints belongs to this thread; others leave word.
 */
final class Dispatcher implements Loop, DueSignal {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final String LOSS =
            "The thread that delivers has died: nothing is sent until the service is started anew";

    private final Database database;
    private final Deliveries deliveries;
    private final Pause pause;
    private final Clock clock;
    private final Duration drain;
    private final Queue<Runnable> word = new ConcurrentLinkedQueue<>();
    private final LoopThread thread;
    private final Outage outage = new Outage(
            log, "Deliveries cannot be claimed; trying again until they can", "Deliveries are claimed again");

    Dispatcher(Database database, Deliveries deliveries, Pause pause, Clock clock, Duration drain) {
        this.database = database;
        this.deliveries = deliveries;
        this.pause = pause;
        this.clock = clock;
        this.drain = drain;
        this.thread = new LoopThread("fourways-dispatch", drain.plus(LONGEST_REST), LOSS, this::run);
        deliveries.leaveWordWith(this::leaveWord);
    }

    @Override
    public LoopThread thread() {
        return thread;
    }

    @Override
    public void raise(Collection<String> endpointIds) {
        List<String> raised = List.copyOf(endpointIds);
        leaveWord(() -> deliveries.raise(raised));
    }

    private void leaveWord(Runnable what) {
        word.add(what);
        thread.raise();
    }

    private void run() throws InterruptedException {
        while (thread.isWanted()) {
            attempt();
        }
        drain();
    }

    /** Whatever it was that failed: the thread must live, for nobody else in this process delivers. */
    private void attempt() throws InterruptedException {
        try {
            hear();
            thread.rest(claim());
        } catch (RuntimeException failure) {
            outage.failed(failure.toString());
            thread.pause(pause.next());
        }
    }

    /** Says how long there is nothing to ask for then. */
    private Duration claim() {
        if (!database.isReady()) {
            return LONGEST_REST;
        }
        boolean busy = deliveries.claim();
        outage.succeeded();
        pause.recovered();
        return busy ? Duration.ZERO : shorter(deliveries.rest(clock.instant()), LONGEST_REST);
    }

    private void hear() {
        for (Runnable next = word.poll(); next != null; next = word.poll()) {
            next.run();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What is under way is waited for; what is not over by then another dispatcher sends again. */
    private void drain() throws InterruptedException {
        long end = System.nanoTime() + drain.toNanos();
        while (deliveries.inFlight() > 0 && System.nanoTime() < end) {
            thread.rest(Duration.ofNanos(end - System.nanoTime()));
            hear();
        }
    }
}
