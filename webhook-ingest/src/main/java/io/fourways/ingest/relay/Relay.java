package io.fourways.ingest.relay;

import static java.util.Objects.requireNonNull;

import io.fourways.service.background.Loop;
import io.fourways.service.background.LoopThread;
import io.fourways.service.background.Outage;
import io.fourways.service.database.Database;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Relays in rounds, on a thread of its own: in each, every source that something waits of gets one batch, so that one
 * with much to catch up with does not keep the others waiting. Stopping lets a round come to its end.
 */
final class Relay implements Loop, InboxSignal {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);
    private static final String LOSS =
            "The thread that relays has died: nothing is published until the service is started anew";

    private final Database database;
    private final SourceRelay sources;
    private final Pause pause;
    private final int concurrency;
    private final LoopThread thread = new LoopThread("fourways-relay", LAST_ROUND, LOSS, this::run);
    private final Outage outage = new Outage(
            log,
            "Not everything in the inbox is published; trying again until it is",
            "What is in the inbox is published again");

    Relay(Database database, SourceRelay sources, Pause pause, RelayProperties properties) {
        this.database = database;
        this.sources = sources;
        this.pause = pause;
        this.concurrency = properties.sources();
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
            Relayed round = attempt();
            report(round);
            rest(round, pause.after(round));
        }
    }

    /** Whatever it was that failed: the thread must live, for nobody else in this process relays. */
    private Relayed attempt() {
        try {
            return database.isReady() ? requireNonNull(round().block()) : Relayed.NOTHING;
        } catch (RuntimeException failure) {
            return Relayed.failed(0, failure);
        }
    }

    private Mono<Relayed> round() {
        return database.inTransaction(client -> Backlog.sources(client).collectList())
                .flatMapMany(Flux::fromIterable)
                .flatMap(waiting -> sources.relay(waiting.source()), concurrency, 1)
                .reduce(Relayed.NOTHING, Relayed::and)
                .onErrorResume(failure -> Mono.just(Relayed.failed(0, failure)));
    }

    private void report(Relayed round) {
        Throwable failure = round.failure();
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
    private void rest(Relayed round, Duration duration) throws InterruptedException {
        if (round.failure() == null) {
            thread.rest(duration);
        } else {
            thread.pause(duration);
        }
    }
}
