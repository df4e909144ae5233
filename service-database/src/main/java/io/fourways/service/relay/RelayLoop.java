package io.fourways.service.relay;

import static java.util.Objects.requireNonNull;

import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.background.Outage;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The thread that relays, round after round, whatever fails. Stopping lets a round come to its end. */
public final class RelayLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);
    private static final String LOSS =
            "The thread that relays has died: nothing is published until the service is started anew";

    private final Database database;
    private final Supplier<Mono<Relayed>> round;
    private final Pause pause;
    private final LoopThread thread;
    private final Outage outage;

    /**
     * @param name  the thread's
     * @param where what is relayed is, as the log is told: "the outbox"
     * @param round relays what is next; waited for on the thread, and not begun while the database is not ready
     */
    public RelayLoop(String name, String where, Database database, Supplier<Mono<Relayed>> round, Pause pause) {
        this.database = database;
        this.round = round;
        this.pause = pause;
        this.thread = new LoopThread(name, LAST_ROUND, LOSS, this::run);
        this.outage = new Outage(
                log,
                "Not everything in " + where + " is published; trying again until it is",
                "What is in " + where + " is published again");
    }

    @Override
    public LoopThread thread() {
        return thread;
    }

    private void run() throws InterruptedException {
        while (thread.isWanted()) {
            Relayed relayed = attempt();
            report(relayed);
            rest(relayed, pause.after(relayed));
        }
    }

    /** Whatever it was that failed: the thread must live, for nobody else in this process relays. */
    private Relayed attempt() {
        try {
            return database.isReady() ? requireNonNull(round.get().block()) : Relayed.NOTHING;
        } catch (RuntimeException failure) {
            return Relayed.failed(0, failure);
        }
    }

    private void report(Relayed relayed) {
        Throwable failure = relayed.failure();
        if (failure == null) {
            outage.succeeded();
        } else if (thread.isWanted()) {
            outage.failed(reason(failure));
        } else {
            log.debug("Relaying is stopped within a round", failure);
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof ProblemException problem
                ? String.valueOf(problem.getBody().getDetail())
                : failure.toString();
    }

    /** News end a rest, unless it is for a failure. */
    private void rest(Relayed relayed, Duration duration) throws InterruptedException {
        if (relayed.failure() == null) {
            thread.rest(duration);
        } else {
            thread.pause(duration);
        }
    }
}
