package io.fourways.dispatch.outbox;

import static java.util.Objects.requireNonNull;

import io.fourways.contract.Event;
import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.background.Outage;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The outbox, and the thread that empties it. Stopping lets a batch come to its end. */
final class RelayingOutbox implements Outbox, Loop {

    private static final Logger log = LoggerFactory.getLogger(RelayingOutbox.class);
    private static final Duration LAST_BATCH = Duration.ofSeconds(10);
    private static final String LOSS =
            "The thread that relays has died: nothing is published until the service is started anew";

    private final Database database;
    private final Relay relay;
    private final Pause pause;
    private final Clock clock;
    private final LoopThread thread = new LoopThread("fourways-outbox", LAST_BATCH, LOSS, this::run);
    private final Outage outage = new Outage(
            log,
            "Not everything in the outbox is published; trying again until it is",
            "What is in the outbox is published again");

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
    public LoopThread thread() {
        return thread;
    }

    @Override
    public void raise() {
        thread.raise();
    }

    private void run() throws InterruptedException {
        while (thread.isWanted()) {
            Relayed batch = attempt();
            report(batch);
            rest(batch, pause.after(batch));
        }
    }

    /** Whatever it was that failed: the thread must live, for nobody else in this process relays. */
    private Relayed attempt() {
        try {
            return database.isReady() ? requireNonNull(relay.relay().block()) : Relayed.NOTHING;
        } catch (RuntimeException failure) {
            return new Relayed(0, failure);
        }
    }

    private void report(Relayed batch) {
        Throwable failure = batch.failure();
        if (failure == null) {
            outage.succeeded();
        } else if (thread.isWanted()) {
            outage.failed(reason(failure));
        } else {
            log.debug("Relaying is stopped within a batch", failure);
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof ProblemException problem
                ? String.valueOf(problem.getBody().getDetail())
                : failure.toString();
    }

    /** News end a rest, unless it is for a failure. */
    private void rest(Relayed batch, Duration duration) throws InterruptedException {
        if (batch.failure() == null) {
            thread.rest(duration);
        } else {
            thread.pause(duration);
        }
    }
}
